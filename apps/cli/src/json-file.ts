import { readFileSync } from 'node:fs';
import { DomainError } from '#kernel';
import './tools.problems.js';

export type JsonFile = { readonly bytes: Buffer; readonly json: unknown };

/** Throws FILE_UNREADABLE, FILE_NOT_JSON. */
export function readJsonFile(file: string): JsonFile {
  const bytes = bytesOf(file);
  try {
    return { bytes, json: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) };
  } catch {
    throw new DomainError('FILE_NOT_JSON', { file });
  }
}

/** The `format` that a document of ours names, or ''. */
export function formatOf(json: unknown): string {
  const format = typeof json === 'object' && json !== null && 'format' in json ? json.format : '';
  return typeof format === 'string' ? format : '';
}

function bytesOf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    throw new DomainError('FILE_UNREADABLE', { file });
  }
}
