import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Id } from '#kernel';
import { CheckpointLog } from './ledger.service.js';
import type { PublishedHead, Seal } from './seal.rules.js';

/** Heads as lines of JSON in one append-only file per competition, outside the database. Copy the folder elsewhere to be sure of it. */
export class CheckpointFile extends CheckpointLog {
  constructor(private readonly folder: string) {
    super();
  }

  async publish(tenantId: Id, competitionId: Id, seal: Seal): Promise<void> {
    await mkdir(join(this.folder, tenantId), { recursive: true });
    const line = {
      number: seal.number,
      toSeq: seal.toSeq,
      hash: seal.hash.toString('hex'),
      signature: seal.signature.toString('base64'),
      keyId: seal.keyId,
    };
    await appendFile(this.#file(tenantId, competitionId), `${JSON.stringify(line)}\n`, { flush: true });
  }

  async heads(tenantId: Id, competitionId: Id): Promise<readonly PublishedHead[]> {
    const text = await readFile(this.#file(tenantId, competitionId), 'utf8').catch(() => '');
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as PublishedHead);
  }

  #file(tenantId: Id, competitionId: Id): string {
    return join(this.folder, tenantId, `${competitionId}.jsonl`);
  }
}
