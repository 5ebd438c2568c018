import { defineProblems } from '#kernel';

/** What can keep the embedded PostgreSQL from starting; each is one sentence in both languages. */
export const embeddedProblems = defineProblems({
  DATABASE_PORT_IN_USE: 'unavailable',
  DATABASE_FOLDER_OTHER_VERSION: 'unavailable',
  DATABASE_FOLDER_NOT_OURS: 'unavailable',
  DATABASE_FOLDER_NOT_WRITABLE: 'unavailable',
  DATABASE_DISK_FULL: 'unavailable',
  DATABASE_BINARIES_MISSING: 'unavailable',
  DATABASE_USER_MISSING: 'unavailable',
  DATABASE_DID_NOT_START: 'unavailable',
});
