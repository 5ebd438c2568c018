import { hash, verify } from '@node-rs/argon2';

/** argon2id is 2 in the library's const enum, which isolated modules cannot read. Cost by R12: 46 MiB, one pass, one lane. */
const COST = { algorithm: 2, memoryCost: 47_104, timeCost: 1, parallelism: 1 } as const;

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), COST);
}

export function isPassword(stored: string, password: string): Promise<boolean> {
  return verify(stored, password.normalize('NFKC'));
}
