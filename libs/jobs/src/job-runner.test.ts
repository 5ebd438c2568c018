import { describe, expect, it } from '@jest/globals';
import { DomainError, newId } from '#kernel';
import { isFinal, problemOf, reasonOf } from './failure.rules.js';
import { UnknownJob } from './handlers.js';
import type { JobRun, JobRunChange } from './job-run.js';
import { mayWatchJob } from './jobs.policy.js';
import { RunProgress } from './run-progress.js';
import { RunWatch } from './run-watch.js';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('a failed job', () => {
  it.each([
    ['a refusal keeps its code', new DomainError('NOT_FOUND'), 'NOT_FOUND', true],
    ['something unavailable may come back', new DomainError('UNAVAILABLE'), 'UNAVAILABLE', false],
    ['a conflict may be over at the next try', new DomainError('CONFLICT'), 'CONFLICT', false],
    ['an unknown name may be known to another worker', new UnknownJob('x'), 'JOB_UNKNOWN', false],
    ['a bug is tried again', new TypeError('x'), 'JOB_FAILED', false],
  ])('%s', (_, error, problem, final) => {
    expect([problemOf(error), isFinal(error)]).toEqual([problem, final]);
  });

  it('leaves no identity number in its reason', () => {
    expect(reasonOf(new Error('bad 11010519491231002X and 110105491231002'))).toBe('Error: bad … and …');
  });
});

describe('progress', () => {
  it('writes the first report at once, then the newest at most four times a second, and hands back what is left', async () => {
    const written: JobRunChange[] = [];
    const progress = new RunProgress(async (change) => written.push(change), String);
    for (let done = 1; done <= 20; done += 1) {
      await progress.report({ step: 'rendering', done, total: 20 });
      await pause(30);
    }
    const rest = await progress.close();
    expect(written[0]).toEqual({ step: 'rendering', done: 1, total: 20 });
    expect(written.length).toBeGreaterThanOrEqual(2);
    expect(written.length).toBeLessThanOrEqual(5);
    const last = { ...written.at(-1), ...rest };
    expect(last).toEqual({ step: 'rendering', done: 20, total: 20 });
  });

  it('does not fail the job when it cannot be written', async () => {
    const faults: unknown[] = [];
    const progress = new RunProgress(
      async () => Promise.reject(new Error('no database')),
      (error) => faults.push(error),
    );
    await progress.report({ done: 1 });
    expect(await progress.close()).toEqual({});
    expect(faults).toHaveLength(1);
  });
});

describe('watching a run', () => {
  const run: JobRun = {
    id: newId(),
    name: 'sample.count',
    subjectId: null,
    startedBy: null,
    state: 'running',
    step: '',
    done: 0,
    total: 0,
    problem: null,
    result: null,
    createdAt: new Date(0),
    updatedAt: new Date(0),
  };

  it('ends at once when the watcher leaves, though nothing changes', async () => {
    let leave: (more: boolean) => void = () => undefined;
    const waiting = new Promise<boolean>((resolve) => {
      leave = resolve;
    });
    const watch = new RunWatch(async () => run, { next: () => waiting, close: () => leave(false) });
    expect(await watch.next()).toEqual({ done: false, value: run });
    const pending = watch.next();
    await watch.return();
    expect(await pending).toEqual({ done: true, value: undefined });
  });
});

describe('who may watch a job', () => {
  const person = { kind: 'person', tenantId: 't', personId: 'p', userId: 'u', reach: new Map() } as const;
  const grant = { organisationId: 'o', competitionId: null } as const;

  it.each([
    ['the person who started it', { ...person, grants: [] }, 'p', true],
    ['another person', { ...person, grants: [] }, 'q', false],
    ['a judge', { ...person, grants: [{ ...grant, role: 'judge' as const }] }, 'q', false],
    ['an organiser', { ...person, grants: [{ ...grant, role: 'competition_organiser' as const }] }, 'q', true],
    ['nobody in particular', { kind: 'anonymous', tenantId: 't' } as const, null, false],
    ['the system', { kind: 'system', tenantId: 't', name: 'n' } as const, null, true],
  ])('%s', (_, actor, startedBy, may) => {
    expect(mayWatchJob(actor, { startedBy })).toBe(may);
  });
});
