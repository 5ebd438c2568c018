import { createHash } from 'node:crypto';
import { type Id, isId } from '#kernel';

/** What travels through the queue beside the job's name and id. */
export type Envelope = {
  readonly outboxId: Id;
  readonly tenantId: Id;
  readonly subscriber: string | null;
  readonly payload: unknown;
  /** How often a worker died while this job ran as the only suspect; absent until then. */
  readonly crashes?: number;
};

const SUBSCRIBER = /^[a-z][a-zA-Z0-9.]{1,59}$/;

/** The queue's id of a job: the outbox row's, for news with the subscriber behind. Throws when the subscriber is no plain name. */
export function jobIdOf(outboxId: Id, subscriber: string | null): string {
  if (subscriber === null) return outboxId;
  if (!SUBSCRIBER.test(subscriber)) throw new Error(`"${subscriber}" is no name of a subscriber: write room.verb`);
  return `${outboxId}-${subscriber}`;
}

/** The same, as a UUID: version 8 of the hash of outbox id and subscriber. Source: RFC 9562, section 5.8. */
export function letterIdOf(outboxId: Id, subscriber: string | null): Id {
  if (subscriber === null) return outboxId;
  const bytes = createHash('sha256').update(jobIdOf(outboxId, subscriber)).digest();
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}

/** Reads what came out of the queue. Throws when it is not ours. */
export function openEnvelope(data: unknown): Envelope {
  if (typeof data === 'object' && data !== null && 'outboxId' in data && 'tenantId' in data && 'payload' in data && 'subscriber' in data) {
    const { outboxId, tenantId, subscriber, payload } = data;
    if (isId(outboxId) && isId(tenantId) && (subscriber === null || typeof subscriber === 'string')) {
      return { outboxId, tenantId, subscriber, payload };
    }
  }
  throw new Error('The queue delivered something that no relay of ours has put in');
}
