import { defineProblems } from '#kernel';

export const toolProblems = defineProblems({
  FILE_UNREADABLE: 'not_found',
  FILE_NOT_JSON: 'invalid',
  FILE_KIND_UNKNOWN: 'invalid',
  ARGUMENTS_WRONG: 'invalid',
  TENANT_UNCLEAR: 'invalid',
  SKILL_UNKNOWN: 'not_found',
  DEMO_NOT_IN_PRODUCTION: 'forbidden',
});
