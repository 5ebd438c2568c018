import { defineProblems } from '#kernel';

export const entryListProblems = defineProblems({
  ENTRY_LIST_TOO_LONG: 'too_large',
  ENTRY_KIND_UNKNOWN: 'invalid',
  ENTRY_STATUS_UNKNOWN: 'invalid',
  ENTRY_ORGANISATION_MISSING: 'invalid',
  ENTRY_ORGANISATION_UNKNOWN: 'invalid',
  ENTRY_ORGANISATION_AMBIGUOUS: 'invalid',
  ENTRY_NAME_MISSING: 'invalid',
  ENTRY_MEMBERS_UNEXPECTED: 'invalid',
  ENTRY_MEMBER_TWICE: 'invalid',
  ENTRY_BIB_INVALID: 'invalid',
  ENTRY_BIB_TWICE: 'invalid',
  ENTRY_TWICE: 'invalid',
});
