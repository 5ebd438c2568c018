import { defineProblems } from '#kernel';

export const packageProblems = defineProblems({
  PACKAGE_INVALID: 'invalid',
  PACKAGE_SKILL_EXISTS: 'conflict',
});
