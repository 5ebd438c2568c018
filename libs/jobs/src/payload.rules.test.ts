import { describe, expect, it } from '@jest/globals';
import { isId, newId } from '#kernel';
import { faultOf, isIds, isWhole, isWord, oneOf, orNull } from './payload.rules.js';

describe('a payload', () => {
  const id = newId();
  const shape = { skillId: isId, from: isWhole, stage: oneOf('provisional', 'final'), after: orNull(isId) };
  const good = { skillId: id, from: 0, stage: 'final', after: null };

  it('passes with exactly its values', () => {
    expect(faultOf(shape, good)).toBeUndefined();
  });

  it.each([
    ['a missing value', { ...good, skillId: undefined }, 'has a wrong "skillId"'],
    ['an unknown value', { ...good, name: 'Zhang' }, 'has an unknown value "name"'],
    ['a name in place of an id', { ...good, skillId: '张伟' }, 'has a wrong "skillId"'],
    ['half a number', { ...good, from: 0.5 }, 'has a wrong "from"'],
    ['a negative number', { ...good, from: -1 }, 'has a wrong "from"'],
    ['a number beyond 2^53', { ...good, from: 2 ** 53 }, 'has a wrong "from"'],
    ['another word', { ...good, stage: 'draft' }, 'has a wrong "stage"'],
    ['no object', [good], 'is no object'],
    ['nothing', null, 'is no object'],
  ])('is refused with %s', (_, payload, fault) => {
    expect(faultOf(shape, payload)).toBe(fault);
  });

  it.each([
    [104, undefined],
    [105, 'has 4104 bytes, 4096 or more; put ids into it, not data'],
  ])('of %i ids', (count, fault) => {
    expect(faultOf({ ids: isIds }, { ids: Array.from({ length: count }, newId) })).toBe(fault);
  });
});

it.each(['张伟', '11010519491231002X', 'a b', '', 'x'.repeat(81), '9lives'])('a word is not "%s"', (text) => {
  expect(isWord(text)).toBe(false);
});
