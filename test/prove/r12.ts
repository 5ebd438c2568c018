import { byTests } from './jest.js';
import type { Proof } from './proof.js';

/** That many guesses at one account, and how many of them were evaluated. */
export const r12: Proof = {
  size: 10_000,
  prove: (size) => byTests('R12', ['libs/identity/src/account/guessing.room.test.ts'], { GUILDHALL_GUESSES: String(size) }),
};
