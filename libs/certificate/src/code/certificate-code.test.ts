import { describe, expect, it } from '@jest/globals';
import {
  CODE_ALPHABET,
  CODE_LENGTH,
  isCertificateCode,
  newCertificateCode,
  readCertificateCode,
  showCertificateCode,
} from './certificate-code.js';

const exchange = (code: string, a: number, b: number) => {
  const letters = [...code];
  [letters[a], letters[b]] = [letters[b] ?? '', letters[a] ?? ''];
  return letters.join('');
};
const withLetter = (code: string, place: number, letter: string) => code.slice(0, place) + letter + code.slice(place + 1);
const places = Array.from({ length: CODE_LENGTH }, (_, place) => place);
const codes = Array.from({ length: 300 }, () => newCertificateCode());

describe('certificate codes', () => {
  it('hold at least 80 random bits', () => {
    expect(Math.log2(CODE_ALPHABET.length) * (CODE_LENGTH - 1)).toBeGreaterThan(80);
  });

  it('have an alphabet without look-alikes that a QR code writes as alphanumeric', () => {
    expect(new Set(CODE_ALPHABET).size).toBe(31);
    expect(CODE_ALPHABET).toMatch(/^[0-9A-Z]+$/);
    expect(CODE_ALPHABET).not.toMatch(/[ILOUZ]/);
  });

  it('pass their own check, and no two are the same', () => {
    expect(codes.every(isCertificateCode)).toBe(true);
    expect(new Set(codes).size).toBe(codes.length);
  });

  it('use every character in every random place about equally often', () => {
    const counts = new Map<string, number>();
    for (let i = 0; i < 31_000; i++) {
      const code = newCertificateCode();
      for (const place of places) counts.set(`${place}${code.charAt(place)}`, (counts.get(`${place}${code.charAt(place)}`) ?? 0) + 1);
    }
    // 1,000 expected, standard deviation 31: seven of them either way.
    expect(counts.size).toBe(31 * CODE_LENGTH);
    expect(Math.min(...counts.values())).toBeGreaterThan(780);
    expect(Math.max(...counts.values())).toBeLessThan(1_220);
  });

  it('catch every single wrong character (every code × place × letter)', () => {
    const missed = codes.flatMap((code) =>
      places.flatMap((place) =>
        [...CODE_ALPHABET].filter((letter) => letter !== code.charAt(place) && isCertificateCode(withLetter(code, place, letter))),
      ),
    );
    expect(missed).toEqual([]);
  });

  it('catch every exchange of two different characters, next to each other or not', () => {
    const missed = codes.flatMap((code) =>
      places.flatMap((a) => places.filter((b) => b > a && code.charAt(a) !== code.charAt(b) && isCertificateCode(exchange(code, a, b)))),
    );
    expect(missed).toEqual([]);
  });

  it('catch every exchange of neighbours for every pair of characters (31 × 30 × 17)', () => {
    const body = '0'.repeat(CODE_LENGTH);
    let seen = 0;
    for (const place of places.slice(0, -1)) {
      for (const left of CODE_ALPHABET) {
        for (const right of [...CODE_ALPHABET].filter((letter) => letter !== left)) {
          // Complete the code with a free place that is not one of the two, so that it is genuine before the exchange.
          const free = place < 2 ? CODE_LENGTH - 1 : 0;
          const genuine = [...CODE_ALPHABET]
            .map((letter) => withLetter(withLetter(withLetter(body, place, left), place + 1, right), free, letter))
            .find(isCertificateCode);
          if (genuine === undefined) throw new Error('every sum can be completed');
          seen += 1;
          expect(isCertificateCode(exchange(genuine, place, place + 1))).toBe(false);
        }
      }
    }
    expect(seen).toBe(31 * 30 * 17);
  });

  it.each([
    ['as shown', (code: string) => showCertificateCode(code)],
    ['in lower case', (code: string) => code.toLowerCase()],
    ['with spaces', (code: string) => ` ${code.slice(0, 4)} ${code.slice(4, 9)}\u3000${code.slice(9)}\n`],
    ['with dashes of a word processor', (code: string) => `${code.slice(0, 6)}–${code.slice(6, 12)}—${code.slice(12)}`],
    ['in full-width letters', (code: string) => [...code].map((c) => String.fromCodePoint(c.charCodeAt(0) + 0xfee0)).join('')],
    ['with look-alikes', (code: string) => code.replaceAll('0', 'O').replaceAll('1', 'l').replaceAll('2', 'z').replaceAll('V', 'u')],
  ])('are read %s', (_, typed) => {
    for (const code of codes) expect(readCertificateCode(typed(code))).toBe(code);
  });

  it.each([
    ['nothing', ''],
    ['a hyphen', '-'],
    ['a name', '张伟'],
    ['too few characters', '0'.repeat(17)],
    ['too many', '0'.repeat(19)],
    ['a million', '0'.repeat(1_000_000)],
    ['SQL', "' or 1=1 --"],
    ['a path', '../../etc/passwd'],
  ])('are not read out of %s', (_, typed) => {
    expect(readCertificateCode(typed)).toBeNull();
  });

  it('are shown in three groups of six', () => {
    expect(showCertificateCode('0123456789ABCDEFGH')).toBe('012345-6789AB-CDEFGH');
  });
});
