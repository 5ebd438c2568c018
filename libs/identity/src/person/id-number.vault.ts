import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import type { Id } from '#kernel';

const FORMAT = 1;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** An ID number as it lies in the database: nothing of it can be read, and equal numbers of one tenant have equal indexes. */
export type SealedIdNumber = { readonly cipher: Buffer; readonly index: Buffer };

/**
 * Closes and opens ID numbers. AES-256-GCM under a key of the tenant with tenant and person bound in, so that a cipher moved to
 * another row does not open; the blind index is an HMAC under another key of the tenant.
 * A cipher is 1 byte of format, 12 of nonce, 16 of tag, then the text.
 */
export class IdNumberVault {
  readonly #keys = new Map<string, { readonly cipher: Buffer; readonly index: Buffer }>();

  constructor(private readonly secret: string) {}

  close(tenantId: Id, personId: Id, idNumber: string): SealedIdNumber {
    const keys = this.#keysOf(tenantId);
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', keys.cipher, iv).setAAD(boundTo(tenantId, personId));
    const text = Buffer.concat([cipher.update(idNumber, 'utf8'), cipher.final()]);
    return { cipher: Buffer.concat([Buffer.of(FORMAT), iv, cipher.getAuthTag(), text]), index: this.indexOf(tenantId, idNumber) };
  }

  /** Throws when the cipher was not made for this very row. */
  open(tenantId: Id, personId: Id, sealed: Uint8Array): string {
    const bytes = Buffer.from(sealed);
    if (bytes.readUInt8(0) !== FORMAT) throw new Error('An ID number is stored in a format that this version does not know');
    const iv = bytes.subarray(1, 1 + IV_BYTES);
    const tag = bytes.subarray(1 + IV_BYTES, 1 + IV_BYTES + TAG_BYTES);
    const decipher = createDecipheriv('aes-256-gcm', this.#keysOf(tenantId).cipher, iv, { authTagLength: TAG_BYTES })
      .setAAD(boundTo(tenantId, personId))
      .setAuthTag(tag);
    return Buffer.concat([decipher.update(bytes.subarray(1 + IV_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
  }

  /** The blind index by which an equal number of the same tenant is found. */
  indexOf(tenantId: Id, idNumber: string): Buffer {
    return createHmac('sha256', this.#keysOf(tenantId).index).update(idNumber).digest();
  }

  #keysOf(tenantId: Id): { readonly cipher: Buffer; readonly index: Buffer } {
    const known = this.#keys.get(tenantId);
    if (known !== undefined) return known;
    const keys = { cipher: this.#derive(tenantId, 'id number cipher'), index: this.#derive(tenantId, 'id number index') };
    if (this.#keys.size > 1_000) this.#keys.clear();
    this.#keys.set(tenantId, keys);
    return keys;
  }

  #derive(tenantId: Id, purpose: string): Buffer {
    return Buffer.from(hkdfSync('sha256', this.secret, tenantId, `guildhall ${purpose} ${FORMAT}`, 32));
  }
}

function boundTo(tenantId: Id, personId: Id): Buffer {
  return Buffer.from(`${tenantId} ${personId} id_number`);
}
