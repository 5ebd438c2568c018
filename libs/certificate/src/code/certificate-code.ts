import { randomInt } from 'node:crypto';

/**
 * A certificate's public name: 17 random characters and a check character, 18 in all, without spaces or hyphens.
 * 31 letters and digits: none of I, L, O, U, Z, which are read as 1, 1, 0, V, 2. 31^17 is more than 2^84, so that it cannot be guessed.
 */
export type CertificateCode = string;

/** 31 characters: a prime number of them, which is what makes the check character certain. All belong to the QR alphanumeric set. */
export const CODE_ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXY';
export const CODE_LENGTH = 18;

const PRIME = CODE_ALPHABET.length;
const LOOK_ALIKES: Readonly<Record<string, string>> = { I: '1', L: '1', O: '0', U: 'V', Z: '2' };
const WELL_FORMED = new RegExp(`^[${CODE_ALPHABET}]{${CODE_LENGTH}}$`);

/** A new code. `random(n)` must give an even, unguessable choice of 0 … n−1; anything else is for tests only. */
export function newCertificateCode(random: (below: number) => number = randomInt): CertificateCode {
  const body = Array.from({ length: CODE_LENGTH - 1 }, () => CODE_ALPHABET.charAt(random(PRIME))).join('');
  return body + checkCharacterOf(body);
}

/**
 * The code that a person meant, or null. Spaces and hyphens of any kind, lower and full-width letters and look-alikes are forgiven;
 * one wrong character, or two exchanged ones wherever they stand, never pass.
 */
export function readCertificateCode(typed: string): CertificateCode | null {
  if (typed.length > 100) return null;
  const code = typed
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s\p{Dash}]/gu, '')
    .replaceAll(/[ILOUZ]/g, (letter) => LOOK_ALIKES[letter] ?? letter);
  return isCertificateCode(code) ? code : null;
}

export function isCertificateCode(code: string): boolean {
  return WELL_FORMED.test(code) && weigh(code) === 0;
}

/** For the eye: `7K2M9Q-4D8XWA-P31RTN`. */
export function showCertificateCode(code: CertificateCode): string {
  return code.match(/.{6}/g)?.join('-') ?? code;
}

function checkCharacterOf(body: string): string {
  // The last place weighs 1: its character completes the sum to a multiple of the prime.
  return CODE_ALPHABET.charAt((PRIME - weigh(`${body}0`)) % PRIME);
}

/**
 * Each place has a weight of its own, 18 … 1, modulo a prime: a single error changes the sum by weight × difference, an exchange by
 * difference of weights × difference of characters, and neither product can be a multiple of the prime.
 */
function weigh(code: string): number {
  let sum = 0;
  for (let place = 0; place < code.length; place++) sum += (CODE_LENGTH - place) * CODE_ALPHABET.indexOf(code.charAt(place));
  return sum % PRIME;
}
