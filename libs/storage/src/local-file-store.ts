import { randomUUID } from 'node:crypto';
import { constants, type FileHandle, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DomainError } from '#kernel';
import { type FileHash, fileHash, isFileHash } from './file-hash.js';
import { FileStore, type StoredFile } from './file-store.js';
import './storage.problems.js';

/** What is being written lives here until its last byte is on the disk. */
const INCOMING = 'incoming';

/** Keeps files below one local folder, as `abc/abcd…`: 4,096 folders, so that none grows long and few are new. */
export class LocalFileStore extends FileStore {
  readonly #folder: string;

  constructor(options: { readonly folder: string }) {
    super();
    this.#folder = options.folder;
  }

  async put(bytes: Uint8Array): Promise<StoredFile> {
    const hash = fileHash(bytes);
    if (!(await this.#holds(hash, bytes.byteLength))) await this.#write(hash, bytes);
    return { hash, size: bytes.byteLength };
  }

  async get(hash: FileHash): Promise<Uint8Array> {
    if (!isFileHash(hash)) throw new DomainError('NOT_FOUND');
    const bytes = await readFile(this.#pathOf(hash)).catch((error: unknown) => {
      throw isCode(error, 'ENOENT') ? new DomainError('FILE_MISSING', { hash }) : error;
    });
    if (fileHash(bytes) !== hash) throw new DomainError('FILE_DAMAGED', { hash });
    return bytes;
  }

  async has(hash: FileHash): Promise<boolean> {
    return isFileHash(hash) && (await this.#sizeOf(hash)) !== null;
  }

  async #holds(hash: FileHash, size: number): Promise<boolean> {
    if ((await this.#sizeOf(hash)) !== size) return false;
    return fileHash(await readFile(this.#pathOf(hash))) === hash;
  }

  async #sizeOf(hash: FileHash): Promise<number | null> {
    try {
      return (await stat(this.#pathOf(hash))).size;
    } catch (error) {
      if (isCode(error, 'ENOENT')) return null;
      throw error;
    }
  }

  async #write(hash: FileHash, bytes: Uint8Array): Promise<void> {
    const target = this.#pathOf(hash);
    const incoming = join(this.#folder, INCOMING, `${hash}.${randomUUID()}`);
    await this.#makeFolder(dirname(incoming));
    await this.#makeFolder(dirname(target));
    try {
      await writeDurably(incoming, bytes);
      await rename(incoming, target);
      await syncFolder(dirname(target));
    } catch (error) {
      await rm(incoming, { force: true });
      throw isCode(error, 'ENOSPC') || isCode(error, 'EDQUOT') ? new DomainError('STORAGE_FULL') : error;
    }
  }

  /** A new folder is durable once the folder that names it is; `mkdir` says which one it had to begin with. */
  async #makeFolder(folder: string): Promise<void> {
    const first = await mkdir(folder, { recursive: true, mode: 0o700 });
    if (first === undefined) return;
    for (let made = folder; made.length >= first.length; made = dirname(made)) await syncFolder(dirname(made));
  }

  #pathOf(hash: FileHash): string {
    return join(this.#folder, hash.slice(0, 3), hash);
  }
}

async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function syncFolder(path: string): Promise<void> {
  let folder: FileHandle;
  try {
    folder = await open(path, constants.O_RDONLY);
  } catch (error) {
    // Windows opens no folders; its rename is journalled.
    if (isCode(error, 'EISDIR') || isCode(error, 'EPERM')) return;
    throw error;
  }
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function isCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}
