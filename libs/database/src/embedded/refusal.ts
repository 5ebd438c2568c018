import { DomainError } from '#kernel';

const REFUSALS = [
  [/No space left on device|ENOSPC/, 'DATABASE_DISK_FULL'],
  [/could not bind .*Address already in use|could not create any TCP\/IP sockets/s, 'DATABASE_PORT_IN_USE'],
  [/database files are incompatible with server/, 'DATABASE_FOLDER_OTHER_VERSION'],
  [/EACCES|EROFS|Permission denied|Read-only file system/, 'DATABASE_FOLDER_NOT_WRITABLE'],
] as const;

/** The refusal that PostgreSQL's own words (or the file system's) mean, or `null` if they mean none that we know. */
export function refusalIn(said: string, params: Readonly<Record<string, string | number>>): DomainError | null {
  const found = REFUSALS.find(([words]) => words.test(said));
  return found === undefined ? null : new DomainError(found[1], params);
}
