import { describe, expect, it } from '@jest/globals';
import { describeError } from './error-report.js';

describe('describeError', () => {
  it('keeps what, where and which code, never the values that an error of the database carries along', () => {
    const error = Object.assign(new Error('duplicate key'), { code: '23505', parameters: ['110101199003070011'], query: 'insert …' });
    const report = describeError(error);
    expect(report).toMatchObject({ message: 'duplicate key', code: '23505' });
    expect(JSON.stringify(report)).not.toMatch(/110101199003070011|insert …/);
  });

  it('hides what could be an identity number, in the message and its causes', () => {
    const error = new Error('no person 11010119900307001X', { cause: new Error('110101199003070011') });
    expect(JSON.stringify(describeError(error))).not.toMatch(/\d{14}/);
  });

  it('describes what is no error at all', () => {
    expect(describeError('broken 110101199003070011')).toEqual({ message: 'broken …' });
  });
});
