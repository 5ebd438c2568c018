import { describe, expect, it } from '@jest/globals';
import { isId, newId } from '#kernel';
import { defineJob, defineNews } from './definition.js';
import { jobIdOf, letterIdOf } from './envelope.js';
import { JobHandlers, UnknownJob } from './handlers.js';

const count = defineJob('sample.count', { id: isId }, { attempts: 2, backoffMs: 10, queue: 'bulk' });
const counted = defineNews('sample.counted', { id: isId });
const nothing = async () => undefined;

describe('definitions', () => {
  it.each(['count', 'sample.', 'sample.count:now', 'Sample.count', 'sample.计数'])('refuse the name "%s"', (name) => {
    expect(() => defineJob(name, {}, { attempts: 1, backoffMs: 1 })).toThrow('no name of a job');
  });

  it('refuse a name that is taken', () => {
    expect(() => defineNews('sample.count', {})).toThrow('declared twice');
  });
});

describe('JobHandlers', () => {
  it('refuses a second handler of a job, a second subscription of a name, a second chore of a name', () => {
    const handlers = new JobHandlers();
    handlers.on(count, nothing);
    handlers.onNews(counted, 'record.note', nothing);
    handlers.every(1_000, 'sample.sweep', nothing);
    expect(() => handlers.on(count, nothing)).toThrow('two handlers');
    expect(() => handlers.onNews(counted, 'record.note', nothing)).toThrow('twice');
    expect(() => handlers.every(1_000, 'sample.sweep', nothing)).toThrow('twice');
  });

  it('names every job without a handler', () => {
    expect(() => new JobHandlers().assertComplete()).toThrow('No handler for sample.count');
  });

  it('routes a job to its queue and news to every subscriber', () => {
    const handlers = new JobHandlers();
    expect(handlers.routesOf('sample.count')).toEqual([{ queue: 'bulk', attempts: 2, backoffMs: 10, subscriber: null }]);
    expect(handlers.routesOf('sample.counted')).toEqual([]);
    handlers.onNews(counted, 'record.note', nothing);
    handlers.onNews(counted, 'certificate.draw', nothing);
    expect(handlers.routesOf('sample.counted').map(({ subscriber }) => subscriber)).toEqual(['record.note', 'certificate.draw']);
  });

  it('throws on what nobody handles', () => {
    expect(() => new JobHandlers().find('sample.count', null)).toThrow(UnknownJob);
    expect(() => new JobHandlers().find('sample.counted', 'record.note')).toThrow('No handler for sample.counted of record.note');
  });
});

describe('ids in the queue', () => {
  const id = newId();

  it('are the outbox row’s, for news with the subscriber behind, without colons', () => {
    expect(jobIdOf(id, null)).toBe(id);
    expect(jobIdOf(id, 'record.note')).toBe(`${id}-record.note`);
    expect(() => jobIdOf(id, 'record:note')).toThrow('no name of a subscriber');
  });

  it('give each subscriber’s dead letter an id of its own, always the same', () => {
    expect(letterIdOf(id, null)).toBe(id);
    expect(isId(letterIdOf(id, 'record.note'))).toBe(true);
    expect(letterIdOf(id, 'record.note')).toBe(letterIdOf(id, 'record.note'));
    expect(letterIdOf(id, 'record.note')).not.toBe(letterIdOf(id, 'certificate.draw'));
  });
});
