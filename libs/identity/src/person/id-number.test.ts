import { describe, expect, it } from '@jest/globals';
import { newId } from '#kernel';
import { checkDigitOf, maskIdNumber, readIdNumber } from './id-number.rules.js';
import { IdNumberVault } from './id-number.vault.js';

// Source of the first two: GB 11643-1999, section 4.3, the examples of the standard itself.
describe('readIdNumber', () => {
  it.each(['11010519491231002X', '440524188001010014'])('computes the check digit of the standard’s example %s', (idNumber) => {
    expect(checkDigitOf(idNumber)).toBe(idNumber[17]);
  });

  it('reads sex and birth year, and takes a small x, spaces and full-width digits', () => {
    expect(readIdNumber(' 110105 19491231 002x')).toEqual({ idNumber: '11010519491231002X', sex: 'female', birthYear: 1949 });
    expect(readIdNumber('１１０１０５１９４９１２３１００２Ｘ').idNumber).toBe('11010519491231002X');
  });

  it.each([
    ['a wrong check digit', '110105194912310021'],
    ['two digits swapped', '11010519941231002X'],
    ['a day that is none', '110105194902300024'],
    ['a century that nobody lives in', '440524188001010014'],
    ['seventeen places', '1101051949123100'],
    ['nothing', ''],
  ])('refuses %s', (_, text) => {
    expect(() => readIdNumber(text)).toThrow(expect.objectContaining({ code: 'ID_NUMBER_INVALID' }));
  });

  it('finds every single wrong digit', () => {
    const right = '11010519491231002X';
    let refused = 0;
    for (let place = 0; place < 18; place += 1) {
      for (const digit of '0123456789') {
        if (right[place] === digit) continue;
        expect(() => readIdNumber(right.slice(0, place) + digit + right.slice(place + 1))).toThrow();
        refused += 1;
      }
    }
    expect(refused).toBe(163);
  });

  it('shows four places at most', () => {
    expect(maskIdNumber('11010519491231002X')).toBe('**************002X');
  });
});

describe('IdNumberVault', () => {
  const vault = new IdNumberVault('s'.repeat(40));
  const [tenant, other, person, neighbour] = [newId(), newId(), newId(), newId()];

  it('opens what it closed, differently each time', () => {
    const one = vault.close(tenant, person, '11010519491231002X');
    const two = vault.close(tenant, person, '11010519491231002X');
    expect(vault.open(tenant, person, one.cipher)).toBe('11010519491231002X');
    expect(one.cipher.equals(two.cipher)).toBe(false);
    expect(one.index.equals(two.index)).toBe(true);
  });

  it('does not open in another row, another tenant or under another secret', () => {
    const { cipher } = vault.close(tenant, person, '11010519491231002X');
    expect(() => vault.open(tenant, neighbour, cipher)).toThrow();
    expect(() => vault.open(other, person, cipher)).toThrow();
    expect(() => new IdNumberVault('t'.repeat(40)).open(tenant, person, cipher)).toThrow();
  });

  it('does not open after any one bit was flipped past the format', () => {
    const { cipher } = vault.close(tenant, person, '11010519491231002X');
    for (let bit = 0; bit < cipher.length * 8; bit += 1) {
      const flipped = Buffer.from(cipher);
      flipped.writeUInt8(flipped.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(() => vault.open(tenant, person, flipped)).toThrow();
    }
  });

  it('gives the same number another index in another tenant', () => {
    expect(vault.indexOf(tenant, '11010519491231002X').equals(vault.indexOf(other, '11010519491231002X'))).toBe(false);
  });
});
