import { defineProblems } from '#kernel';

/** What the API door itself refuses, before or beside the rooms. */
export const apiProblems = defineProblems({
  REQUEST_MALFORMED: 'invalid',
  CONTENT_TYPE_REFUSED: 'invalid',
  METHOD_REFUSED: 'invalid',
  BATCH_REFUSED: 'invalid',
  ORIGIN_REFUSED: 'forbidden',
  DOCUMENT_INVALID: 'invalid',
  DOCUMENT_TOO_COSTLY: 'too_large',
  INTROSPECTION_REFUSED: 'forbidden',
  TENANT_REQUIRED: 'invalid',
  OPERATION_TIMED_OUT: 'unavailable',
});
