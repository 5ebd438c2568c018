import type { FileHash } from './file-hash.js';

export type StoredFile = {
  readonly hash: FileHash;
  /** Bytes. */
  readonly size: number;
};

/**
 * Files named by what they contain: the same bytes are kept once, and bytes that changed on the way are never handed out.
 * Who may read a file is decided by whoever keeps its hash; the store knows no tenants.
 *
 * An abstract class, because it is also the token under which Nest injects the chosen store.
 */
export abstract class FileStore {
  /**
   * Keeps the bytes and returns their name only when they would survive a crash. Doing it twice changes nothing.
   * A damaged copy of the same name is replaced. Throws STORAGE_FULL when there is no room.
   */
  abstract put(bytes: Uint8Array): Promise<StoredFile>;

  /** The bytes, checked against their name. Throws FILE_MISSING, FILE_DAMAGED; NOT_FOUND for what is no hash at all. */
  abstract get(hash: FileHash): Promise<Uint8Array>;

  /** Whether a file of that name is there; its bytes are checked only when they are read. */
  abstract has(hash: FileHash): Promise<boolean>;
}
