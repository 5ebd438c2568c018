import { describe, expect, it } from '@jest/globals';
import { decimalIn, foldWidth, headerKey, storedDecimal, tidy } from './text.rules.js';

describe('decimalIn', () => {
  it.each([
    ['100', '100'],
    ['１００．５０', '100.5'],
    [' 98.50 分 ', '98.5'],
    ['1,234.5', '1234.5'],
    ['-0.50', '-0.5'],
    ['−3', '-3'],
    ['007', '7'],
    ['.5', '0.5'],
    ['-0.00', '0'],
    ['12,34', null],
    ['1e3', null],
    ['九十', null],
    ['', null],
    ['.', null],
    ['-', null],
    ['1.2.3', null],
    ['9'.repeat(41), null],
  ])('reads %p as %p', (text, decimal) => {
    expect(decimalIn(text)).toBe(decimal);
  });
});

describe('storedDecimal', () => {
  it.each([
    ['0.30000000000000004', '0.3'],
    ['91.25', '91.25'],
    ['1E-3', '0.001'],
    ['1e+21', '1000000000000000000000'],
    ['99.999999999999986', '100'],
    ['-1.5E2', '-150'],
    ['0', '0'],
  ])('shows the stored %s as %s', (raw, shown) => {
    expect(storedDecimal(raw)).toBe(shown);
  });
});

describe('headerKey', () => {
  it.each([
    ['Max  Mark', 'maxmark'],
    ['ＭＡＸ\nmark *', 'maxmark'],
    ['姓 名（必填）', '姓名'],
    ['Sub-Criterion ID:', 'subcriterionid'],
  ])('%j', (header, key) => {
    expect(headerKey(header)).toBe(key);
  });
});

describe('tidy', () => {
  it('takes blanks of every width from the ends and leaves the inside of a name alone', () => {
    expect(tidy('\ufeff\u3000 买买提·吐尔逊\u200b\u00a0\n')).toBe('买买提·吐尔逊');
    expect(tidy('张　伟')).toBe('张　伟');
  });
});

describe('foldWidth', () => {
  it('folds letters, digits and signs, and leaves Chinese alone', () => {
    expect(foldWidth('Ａ１０（甲）；𬀩')).toBe('A10(甲);𬀩');
  });
});
