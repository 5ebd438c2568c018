import { afterAll, afterEach, beforeAll, beforeEach, describe } from '@jest/globals';
import { hasRedis } from '../redis.js';
import { QueueRig } from './queue-rig.js';

const isRedisMissing = !hasRedis();
if (isRedisMissing && process.env['CI']) throw new Error('CI allows no skip: install redis-server');

/** Runs the same tests on PostgreSQL and on Redis; the latter is skipped by name where there is no server to start. */
export function onBothBackends(tests: (rig: () => QueueRig) => void): void {
  describe('on PostgreSQL', () => tests(rigOn('postgres')));
  const note = isRedisMissing ? ' (skipped: no redis-server on this machine)' : '';
  (isRedisMissing ? describe.skip : describe)(`on Redis${note}`, () => tests(rigOn('redis')));
}

function rigOn(kind: 'postgres' | 'redis'): () => QueueRig {
  let rig: QueueRig | undefined;
  beforeAll(async () => {
    rig = await QueueRig.open(kind);
  }, 60_000);
  beforeEach(() => rig?.begin());
  afterEach(() => rig?.end(), 60_000);
  afterAll(() => rig?.close());
  return () => {
    if (rig === undefined) throw new Error('The queue is not open');
    return rig;
  };
}
