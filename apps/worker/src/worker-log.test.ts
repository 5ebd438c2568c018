import { expect, it } from '@jest/globals';
import { QueryFailedError } from 'typeorm';
import { readConfig } from '#config';
import { workerLog } from './worker-log.js';

it('logs a failed statement without its values', () => {
  const lines: string[] = [];
  const log = workerLog(readConfig({ SECRET: 'x'.repeat(32) }), { write: (line) => lines.push(line) });
  const cause = Object.assign(new Error('invalid input syntax for 11010519491231002X'), { code: '22P02', detail: 'Key (name)=(张伟)' });
  log.warn({ err: new QueryFailedError('insert into app.person values ($1, $2)', ['张伟', '11010519491231002X'], cause) }, 'job');
  expect(lines).toHaveLength(1);
  expect(lines[0]).not.toMatch(/张伟|11010519491231002X/);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    level: 40,
    process: 'worker',
    msg: 'job',
    err: { type: 'QueryFailedError', message: 'invalid input syntax for …', code: '22P02' },
  });
});
