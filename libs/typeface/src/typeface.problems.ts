import { defineProblems } from '#kernel';

export const typefaceProblems = defineProblems({
  NAME_REFUSED: 'invalid',
  NAME_EMPTY: 'invalid',
  NAME_TOO_LONG: 'invalid',
  NAME_CHARACTER_NOT_DRAWABLE: 'invalid',
  NAME_CHARACTER_IS_RADICAL: 'invalid',
  NAME_CHARACTER_FOLDED: 'invalid',
  NAME_CHARACTER_INVISIBLE: 'invalid',
});
