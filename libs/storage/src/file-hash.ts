import { createHash } from 'node:crypto';

/** SHA-256 of a file's bytes, 64 lower-case hexadecimal digits. */
export type FileHash = string;

const SHA256 = /^[0-9a-f]{64}$/;

export function isFileHash(value: unknown): value is FileHash {
  return typeof value === 'string' && SHA256.test(value);
}

export function fileHash(bytes: Uint8Array): FileHash {
  return createHash('sha256').update(bytes).digest('hex');
}
