import { randomBytes, randomInt } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { fileHash, LocalFileStore } from './index.js';

const hello = Buffer.from('hello');
// sha256("hello"), as any sha256sum prints it.
const HELLO_HASH = '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824';

let folder: string;
let store: LocalFileStore;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guildhall-storage-'));
  store = new LocalFileStore({ folder: join(folder, 'files') });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const pathOf = (hash: string) => join(folder, 'files', hash.slice(0, 3), hash);

describe('LocalFileStore', () => {
  it('names a file by the SHA-256 of its bytes and gives the same bytes back', async () => {
    expect(await store.put(hello)).toEqual({ hash: HELLO_HASH, size: 5 });
    expect(Buffer.from(await store.get(HELLO_HASH))).toEqual(hello);
    expect(await store.has(HELLO_HASH)).toBe(true);
  });

  it('keeps the same bytes once and leaves nothing half-written behind', async () => {
    await Promise.all(Array.from({ length: 20 }, () => store.put(hello)));
    expect(await readdir(join(folder, 'files', 'incoming'))).toEqual([]);
    expect(await readFile(pathOf(HELLO_HASH))).toEqual(hello);
  });

  it('lets nobody but its owner read the files', async () => {
    await store.put(hello);
    expect((await stat(pathOf(HELLO_HASH))).mode & 0o777).toBe(0o600);
    expect((await stat(join(folder, 'files'))).mode & 0o777).toBe(0o700);
  });

  it.each([
    ['one byte changed', () => writeFile(pathOf(HELLO_HASH), 'hellO')],
    ['cut short', () => truncate(pathOf(HELLO_HASH), 3)],
    ['emptied', () => truncate(pathOf(HELLO_HASH), 0)],
  ])('refuses a file that was %s and takes the good bytes again', async (_, damage) => {
    await store.put(hello);
    await damage();
    await expect(store.get(HELLO_HASH)).rejects.toMatchObject({ code: 'FILE_DAMAGED', params: { hash: HELLO_HASH } });
    await store.put(hello);
    expect(Buffer.from(await store.get(HELLO_HASH))).toEqual(hello);
  });

  it('refuses each of 1,000 files in which one random bit was turned', async () => {
    const bytes = randomBytes(2_000);
    const { hash } = await store.put(bytes);
    let refused = 0;
    for (let trial = 0; trial < 1_000; trial++) {
      const turned = Buffer.from(bytes);
      const at = randomInt(turned.length);
      turned[at] = (turned[at] ?? 0) ^ (1 << randomInt(8));
      await writeFile(pathOf(hash), turned);
      await store.get(hash).catch((error: { readonly code?: string }) => {
        if (error.code === 'FILE_DAMAGED') refused += 1;
      });
    }
    expect(refused).toBe(1_000);
  }, 30_000);

  it('says that a file is missing', async () => {
    const absent = fileHash(Buffer.from('never stored'));
    expect(await store.has(absent)).toBe(false);
    await expect(store.get(absent)).rejects.toMatchObject({ code: 'FILE_MISSING', kind: 'unavailable' });
  });

  it.each(['', '../../etc/passwd', HELLO_HASH.toUpperCase(), `${HELLO_HASH}/..`, HELLO_HASH.slice(1)])(
    'takes no path for a hash: %p',
    async (notAHash) => {
      await store.put(hello);
      expect(await store.has(notAHash)).toBe(false);
      await expect(store.get(notAHash)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    },
  );

  it('keeps an empty file and a large one', async () => {
    const large = Buffer.alloc(3_000_000, 'guildhall');
    for (const bytes of [Buffer.alloc(0), large]) {
      const { hash } = await store.put(bytes);
      expect(fileHash(await store.get(hash))).toBe(fileHash(bytes));
    }
  });
});
