// node --import ./test/support/typescript.mjs test/bench/queue.ts
import { createHash } from 'node:crypto';
import { chmodSync, mkdtempSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { connectDatabase, migrate, removeEmbeddedPostgres, roleUrl, startEmbeddedPostgres } from '#database';
import { defineJob, isWhole, JobHandlers, JobWorker, migrateQueue, type QueueBackend } from '#jobs';
import { hasRedis, startRedis } from '../support/redis.js';

/**
 * Items done through outbox, relay, queue and handler: one item a job and many items a job, on PostgreSQL (fsync) and on Redis (AOF).
 * An item is the hash of 4 kB, about what the standings of one entry cost.
 */
const ITEMS = 5_000;
const CHUNK = 250;
const ROUNDS = 5;
const CONCURRENCY = 8;
const SHEET = Buffer.alloc(4_096, 'marks');
const SECRET = 'bench-secret-of-no-installation-at-all';
const TENANT = '01900000-0000-7000-8000-000000000001';

const hashItems = defineJob('bench.hashItems', { from: isWhole, to: isWhole }, { attempts: 2, backoffMs: 100 });

type Lane = { readonly name: string; readonly run: (itemsPerJob: number) => Promise<number>; readonly stop: () => Promise<void> };

if (!hasRedis()) throw new Error('This benchmark compares with Redis: install redis-server');
const dataDir = mkdtempSync(join(tmpdir(), 'guildhall-bench-'));
chmodSync(dataDir, 0o755);
const postgres = await startEmbeddedPostgres({ dataDir });
const redis = await startRedis({ appendOnly: true });
const lanes = [
  await openLane('PostgreSQL', (queueUrl) => ({ kind: 'postgres', url: queueUrl })),
  await openLane('Redis AOF', () => ({ kind: 'redis', url: redis.url })),
];
try {
  await measure();
} finally {
  for (const lane of lanes) await lane.stop();
  await redis.stop();
  await postgres.stop();
  removeEmbeddedPostgres(dataDir);
}

async function measure(): Promise<void> {
  const [onPostgres, onRedis] = lanes;
  if (onPostgres === undefined || onRedis === undefined) throw new Error('A lane is missing');
  const rates = { single: [] as number[], chunked: [] as number[], redisSingle: [] as number[], redisChunked: [] as number[] };
  for (const lane of lanes) await lane.run(CHUNK);
  for (let round = 0; round < ROUNDS; round += 1) {
    rates.single.push(await onPostgres.run(1));
    rates.redisSingle.push(await onRedis.run(1));
    rates.chunked.push(await onPostgres.run(CHUNK));
    rates.redisChunked.push(await onRedis.run(CHUNK));
  }
  const line = (name: string, values: readonly number[], note: string) =>
    `${name.padEnd(32)}${Math.round(median(values)).toLocaleString('en').padStart(9)} items/s   ${note}`;
  const lines = [
    `machine: ${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.version}; ${ITEMS} items, chunks of ${CHUNK}, concurrency ${CONCURRENCY}, ${ROUNDS} rounds interleaved, medians`,
    line('PostgreSQL, one item a job', rates.single, '1.00'),
    line(`PostgreSQL, ${CHUNK} items a job`, rates.chunked, `${ratio(rates.chunked, rates.single)} × one item a job (goal ≥ 20)`),
    line('Redis AOF, one item a job', rates.redisSingle, `${ratio(rates.redisSingle, rates.single)} × PostgreSQL`),
    line(
      `Redis AOF, ${CHUNK} items a job`,
      rates.redisChunked,
      `PostgreSQL chunked is ${ratio(rates.chunked, rates.redisChunked)} of it (goal ≥ 0.5)`,
    ),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** A database, a worker and a way to push items through it; `run` gives items per second from the commit to the last effect. */
async function openLane(name: string, backendOf: (queueUrl: string) => QueueBackend): Promise<Lane> {
  const database = `bench_${name.toLowerCase().replace(/[^a-z]/g, '_')}`;
  const first = await connected(postgres.url);
  await first.query(`create database ${database}`);
  await first.end();
  const adminUrl = Object.assign(new URL(postgres.url), { pathname: `/${database}` }).toString();
  await migrate({ adminUrl, secret: SECRET, also: [migrateQueue] });
  const queueUrl = roleUrl(adminUrl, SECRET, 'guildhall_queue');
  const rooms = await connectDatabase({ url: roleUrl(adminUrl, SECRET, 'guildhall_app'), entities: [], poolSize: CONCURRENCY * 2 });
  const admin = await connected(adminUrl);
  let seen = new Set<number>();
  let onAll: () => void = () => undefined;
  const handlers = new JobHandlers();
  handlers.on(hashItems, async ({ from, to }) => {
    for (let item = from; item < to; item += 1) {
      createHash('sha256').update(SHEET).update(String(item)).digest();
      seen.add(item);
    }
    if (seen.size === ITEMS) onAll();
  });
  const log = { info: () => undefined, warn: complain, error: complain };
  const worker = new JobWorker({ backend: backendOf(queueUrl), queueUrl, tuning: { concurrency: CONCURRENCY }, log }, rooms, handlers);
  await worker.start();
  const run = async (itemsPerJob: number) => {
    seen = new Set();
    const all = new Promise<void>((resolve) => {
      onAll = resolve;
    });
    const began = performance.now();
    await admin.query(
      `insert into queue.outbox (id, tenant_id, name, payload)
       select uuidv7(), $1, $2, jsonb_build_object('from', at, 'to', at + $3::int) from generate_series(0, $4::int - 1, $3::int) at`,
      [TENANT, hashItems.name, itemsPerJob, ITEMS],
    );
    await all;
    return ITEMS / ((performance.now() - began) / 1_000);
  };
  const stop = async () => {
    await worker.stop();
    await rooms.close();
    await admin.end();
  };
  return { name, run, stop };
}

async function connected(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  return client;
}

function complain(fields: object, text: string): void {
  process.stderr.write(`${text} ${'err' in fields ? fields.err : ''}\n`);
}

function ratio(values: readonly number[], base: readonly number[]): string {
  return median(values.map((value, at) => value / (base[at] ?? Number.NaN))).toFixed(2);
}

function median(values: readonly number[]): number {
  const order = values.toSorted((a, b) => a - b);
  return order[Math.floor(order.length / 2)] ?? Number.NaN;
}
