// npm run build && node --import ./test/support/typescript.mjs test/bench/api.ts
import { type ChildProcess, fork } from 'node:child_process';
import { chmodSync, mkdtempSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CertificateModule } from '#certificate';
import { CompetitionModule } from '#competition';
import { removeEmbeddedPostgres, startEmbeddedPostgres } from '#database';
import { IdentityModule } from '#identity';
import { MarkingModule } from '#marking';
import { freePort } from '../support/free-port.js';
import { Given } from '../support/given.js';
import { finalResults } from '../support/given-results.js';
import { openRooms } from '../support/rooms.js';
import { bodyOf, type Figure, type Lane, measure, median } from './api/lanes.js';

/**
 * The built API, with tenants' wall, limits, headers and log, beside bare Fastify + pg on the same rows: one participant's result and
 * a page of 50 through GraphQL, and the published document over HTTP beside the same bytes out of PostgreSQL and out of a constant.
 */
const ENTRIES = 500;
const ROUNDS = 7;
const ROUND_MS = 1_500;
const FIELDS = 'entryId bib name organisation place points award breakdown { key points }';
const RESULT = `query Result($skillId: ID!, $entryId: ID!) { result(skillId: $skillId, entryId: $entryId) { ${FIELDS} } }`;
const PAGE = `query Page($skillId: ID!) { results(skillId: $skillId, first: 50) { nodes { ${FIELDS} } } }`;

const dataDir = mkdtempSync(join(tmpdir(), 'guildhall-bench-'));
chmodSync(dataDir, 0o755);
const postgres = await startEmbeddedPostgres({ dataDir, durable: false });
process.env['GUILDHALL_TEST_DATABASE_URL'] = postgres.url;
const children: ChildProcess[] = [];
const rooms = await openRooms([IdentityModule, CompetitionModule, MarkingModule, CertificateModule]);
try {
  const results = await finalResults(
    new Given(rooms),
    rooms,
    Array.from(
      { length: ENTRIES },
      (_, index) => `王${'一二三四五六七八九十'[index % 10]}${'甲乙丙丁戊己庚辛壬癸'[Math.trunc(index / 10) % 10]}`,
    ),
  );
  const { tenantId, skill, final, slug, competition, entries } = results;
  const bare = await startBare([rooms.testDatabase.adminUrl, tenantId, final.id]);
  const ours = await startOurs(rooms.testDatabase.adminUrl, rooms.testDatabase.secret);
  const graphql = (name: string, query: string): Lane => ({
    name,
    ...ours,
    request: (key) => ({
      method: 'POST',
      path: '/graphql',
      headers: { 'content-type': 'application/json', 'guildhall-tenant': slug },
      body: asked(query, key),
    }),
  });
  const plain = (name: string, path: string, query: string): Lane => ({
    name,
    ...bare,
    request: (key) => ({ method: 'POST', path, headers: { 'content-type': 'application/json' }, body: asked(query, key) }),
  });
  const asked = (query: string, key: number): string =>
    JSON.stringify({ query, variables: { skillId: skill.id, ...(query === RESULT ? { entryId: entries[key % ENTRIES]?.id } : {}) } });
  const file = (name: string, server: { origin: string; pid: number }, path: string): Lane => ({
    name,
    ...server,
    request: () => ({ method: 'GET', path, headers: { 'accept-encoding': 'identity' } }),
  });
  const document = `/${slug}/competitions/${competition.slug}/skills/${skill.code}/result/${final.sha256}`;
  process.stdout.write(
    `machine: ${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.version}; ${ENTRIES} entries, 64 connections, ${ROUNDS} rounds of ${ROUND_MS} ms interleaved, medians\n`,
  );
  await compare('participant result (goal ≥ 0.75, CPU ≤ 1.3 ×)', [
    plain('bare Fastify + pg', '/result', RESULT),
    graphql('GraphQL', RESULT),
  ]);
  await compare('page of 50 standings (goal ≥ 0.85)', [plain('bare Fastify + pg', '/page', PAGE), graphql('GraphQL', PAGE)]);
  await compare('published result over HTTP (goal ≥ 4 × pg, ≥ 0.6 of a constant)', [
    file('bare Fastify + pg', bare, '/document'),
    file('bare constant', bare, '/constant'),
    file('published document', ours, document),
  ]);
} finally {
  for (const child of children) child.kill('SIGTERM');
  await rooms.close();
  await postgres.stop();
  removeEmbeddedPostgres(dataDir);
}

/** Compares bodies byte by byte, warms up, measures in turns; ratios are those of each round, to the first lane. */
async function compare(title: string, lanes: readonly Lane[]): Promise<void> {
  const [peer] = lanes;
  if (peer === undefined) return;
  for (const key of [0, 7, 123]) {
    const wanted = await bodyOf(peer, key);
    for (const lane of lanes) {
      const found = await bodyOf(lane, key);
      if (!found.equals(wanted))
        throw new Error(`${title}: ${lane.name} says\n${found.subarray(0, 600)}\n${peer.name} says\n${wanted.subarray(0, 600)}`);
    }
  }
  const figures = new Map<Lane, Figure[]>(lanes.map((lane) => [lane, []]));
  for (const lane of lanes) await measure(lane, 1_000);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const lane of round % 2 === 0 ? lanes : lanes.toReversed()) figures.get(lane)?.push(await measure(lane, ROUND_MS));
  }
  process.stdout.write(`\n${title}\n`);
  const base = figures.get(peer) ?? [];
  for (const [lane, own] of figures) {
    const ratios = own.map(({ perSecond }, round) => perSecond / (base[round]?.perSecond ?? Number.NaN));
    const cpu = own.map(({ cpuMicros }, round) => cpuMicros / (base[round]?.cpuMicros ?? Number.NaN));
    const rate = Math.round(median(own.map(({ perSecond }) => perSecond))).toLocaleString('en');
    const micros = Math.round(median(own.map(({ cpuMicros }) => cpuMicros)));
    process.stdout.write(
      `  ${lane.name.padEnd(22)}${rate.padStart(8)} /s   ${median(ratios).toFixed(2)} of bare   ${String(micros).padStart(5)} µs CPU a request, ${median(cpu).toFixed(2)} × bare\n`,
    );
  }
}

async function startBare(values: readonly string[]): Promise<{ readonly origin: string; readonly pid: number }> {
  const child = fork(new URL('./api/bare-server.ts', import.meta.url), values, { execArgv: ['--import', './test/support/typescript.mjs'] });
  children.push(child);
  const origin = await new Promise<string>((resolve, reject) => {
    child.once('message', (message) => resolve(String(message)));
    child.once('exit', () => reject(new Error('The bare server did not start')));
  });
  return { origin, pid: child.pid ?? 0 };
}

/** The built app as it runs in production, its log thrown away. */
async function startOurs(databaseUrl: string, secret: string): Promise<{ readonly origin: string; readonly pid: number }> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const env = { ...process.env, NODE_ENV: 'production', SECRET: secret, DATABASE_URL: databaseUrl, PORT: String(port), PUBLIC_URL: origin };
  const child = fork('dist/apps/api/src/main.js', [], { env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  children.push(child);
  for (let tries = 0; tries < 200; tries += 1) {
    const ready = await fetch(`${origin}/readyz`)
      .then(({ ok }) => ok)
      .catch(() => false);
    if (ready) return { origin, pid: child.pid ?? 0 };
    await sleep(50);
  }
  throw new Error('The API did not start');
}
