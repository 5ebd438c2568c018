import { randomBytes } from 'node:crypto';

/** A UUID, version 7 where we make it. Lower case, with hyphens. */
export type Id = string;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-9a-f][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

export function isId(value: unknown): value is Id {
  return typeof value === 'string' && UUID.test(value);
}

let lastMs = 0;
let counter = 0;

/**
 * A new UUID version 7: 48 bits of milliseconds, a 12-bit counter within the millisecond, 62 random bits.
 * Ids of one process sort in the order they were made. Source: RFC 9562, section 5.7 and 6.2 method 1.
 */
export function newId(): Id {
  const now = Date.now();
  if (now > lastMs) {
    lastMs = now;
    counter = randomBytes(1).readUInt8(0);
  } else if (++counter > 0xfff) {
    lastMs += 1;
    counter = 0;
  }
  const bytes = randomBytes(16);
  bytes.writeUIntBE(lastMs, 0, 6);
  bytes.writeUInt16BE(0x7000 | counter, 6);
  bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8);
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
