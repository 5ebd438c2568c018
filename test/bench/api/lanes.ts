import { readFileSync } from 'node:fs';
import { Pool } from 'undici';

/** One way to get an answer: a request for the n-th key, made new each time. */
export type Lane = {
  readonly name: string;
  readonly origin: string;
  readonly pid: number;
  readonly request: (key: number) => {
    readonly method: 'GET' | 'POST';
    readonly path: string;
    readonly headers: Record<string, string>;
    readonly body?: string;
  };
};

export type Figure = { readonly perSecond: number; readonly cpuMicros: number };

const CONNECTIONS = 64;
/** Linux counts processor time in hundredths of a second. */
const TICK_MICROS = 10_000;

/** Asks the lane for a while over many connections, and says how many answers a second came and what each cost the server. */
export async function measure(lane: Lane, ms: number): Promise<Figure> {
  const pool = new Pool(lane.origin, { connections: CONNECTIONS, pipelining: 1 });
  const startedAt = performance.now();
  const cpuBefore = cpuOf(lane.pid);
  let answers = 0;
  const asker = async () => {
    while (performance.now() - startedAt < ms) {
      const { statusCode, body } = await pool.request(lane.request(Math.trunc(Math.random() * 1e9)));
      await body.dump({ limit: 1e9, signal: undefined });
      if (statusCode !== 200) throw new Error(`${lane.name} answered ${statusCode}`);
      answers += 1;
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, asker));
  const seconds = (performance.now() - startedAt) / 1000;
  await pool.close();
  return { perSecond: answers / seconds, cpuMicros: ((cpuOf(lane.pid) - cpuBefore) * TICK_MICROS) / answers };
}

/** The body for a key, for comparing before anything is timed. */
export async function bodyOf(lane: Lane, key: number): Promise<Buffer> {
  const { path, ...rest } = lane.request(key);
  const response = await fetch(`${lane.origin}${path}`, rest);
  return Buffer.from(await response.arrayBuffer());
}

/** Processor time of a process so far, its own and the system's for it, in ticks. */
function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return Number(fields[11]) + Number(fields[12]);
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return ((sorted[Math.floor((sorted.length - 1) / 2)] ?? 0) + (sorted[Math.ceil((sorted.length - 1) / 2)] ?? 0)) / 2;
}
