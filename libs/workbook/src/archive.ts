import { fromBufferPromise, type ZipFile } from 'yauzl';
import { DomainError } from '#kernel';
import { megabytes, type WorkbookLimits } from './limits.js';

/**
 * Makes sure that an archive unpacks to no more than the limit before anything parses it: first by what its directory declares,
 * then by unpacking every entry and counting, without keeping it.
 * Throws WORKBOOK_TOO_LARGE for a bomb, WORKBOOK_UNREADABLE for a broken archive.
 */
export async function checkArchive(bytes: Buffer, limits: WorkbookLimits): Promise<void> {
  try {
    await measure(await fromBufferPromise(bytes, { lazyEntries: true, autoClose: false }), limits);
  } catch (error) {
    if (error instanceof DomainError) throw error;
    throw new DomainError('WORKBOOK_UNREADABLE');
  }
}

async function measure(archive: ZipFile, limits: WorkbookLimits): Promise<void> {
  if (archive.entryCount > limits.archiveEntries) throw tooLarge(limits);
  const entries = await Array.fromAsync(archive.eachEntry());
  const declared = entries.reduce((sum, entry) => sum + entry.uncompressedSize, 0);
  if (declared > limits.inflatedBytes) throw tooLarge(limits);
  let measured = 0;
  for (const entry of entries) {
    for await (const chunk of await archive.openReadStreamPromise(entry)) {
      measured += Buffer.isBuffer(chunk) ? chunk.length : 0;
      if (measured > limits.inflatedBytes) throw tooLarge(limits);
    }
  }
}

function tooLarge(limits: WorkbookLimits): DomainError {
  return new DomainError('WORKBOOK_TOO_LARGE', { limitMb: megabytes(limits.inflatedBytes) });
}
