import { byTests } from './jest.js';
import type { Proof } from './proof.js';

/** Every table probed, every policy spoilt in every way, and that many interleaved requests with and without a pooler. */
export const r1: Proof = {
  size: 10_000,
  prove: (size) =>
    byTests('R1', ['test/tenancy/catalogue.room.test.ts', 'test/tenancy/wall.room.test.ts', 'test/tenancy/interleaving.room.test.ts'], {
      GUILDHALL_INTERLEAVED: String(size),
    }),
};
