import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { fraction, parseDecimal, parseRatio, points, round, sum, toDecimal } from './points.js';
import { createSha256 } from './sha256.js';

describe('decimals', () => {
  it.each([
    ['12.50', 25n, 2n],
    ['-0.125', -1n, 8n],
    ['0', 0n, 1n],
  ] as const)('reads %s', (text, numerator, denominator) => {
    expect(parseDecimal(text)).toEqual({ numerator, denominator });
  });

  it.each([
    '',
    '-',
    '1e3',
    '1e400',
    'NaN',
    'Infinity',
    '.5',
    '5.',
    '+1',
    ' 1',
    '1 ',
    '１',
    '1,5',
    '0x10',
    '1.0000000001',
    '1234567890123456',
  ])('refuses "%s"', (text) => {
    expect(parseDecimal(text)).toBeNull();
  });

  it('reads fractions as weights and refuses a zero denominator', () => {
    expect(parseRatio('2/24')).toEqual({ numerator: 1n, denominator: 12n });
    expect(parseRatio('1/0')).toBeNull();
  });

  it('keeps 1/3 × 0.25 twelve times exactly one', () => {
    expect(sum(Array.from({ length: 12 }, () => fraction(1n, 12n)))).toEqual(points('1'));
  });
});

describe('round', () => {
  it.each([
    ['0.125', 2, 'half-up', '0.13'],
    ['-0.125', 2, 'half-up', '-0.13'],
    ['0.125', 2, 'half-even', '0.12'],
    ['0.135', 2, 'half-even', '0.14'],
    ['-0.125', 2, 'half-even', '-0.12'],
    ['1.005', 2, 'half-up', '1.01'],
    ['1/3', 2, 'half-up', '0.33'],
    ['-1/3', 0, 'half-up', '0'],
    ['2.5', 0, 'half-even', '2'],
  ] as const)('%s to %i decimals %s is %s', (value, decimals, mode, expected) => {
    expect(toDecimal(round(points(value), decimals, mode), decimals)).toBe(expected);
  });
});

describe('SHA-256', () => {
  it.each([
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  ])('gives the published digest of "%s"', (text, digest) => {
    const hasher = createSha256();
    hasher.update(new TextEncoder().encode(text));
    expect(hasher.digest()).toBe(digest);
  });

  it.each([1, 55, 56, 57, 63, 64, 65, 119, 120, 1000])('agrees with the platform on %i bytes in uneven pieces', (length) => {
    const bytes = Uint8Array.from({ length }, (_, index) => (index * 31) % 256);
    const hasher = createSha256();
    for (let at = 0; at < length; at += 17) hasher.update(bytes.subarray(at, at + 17));
    expect(hasher.digest()).toBe(createHash('sha256').update(bytes).digest('hex'));
  });
});
