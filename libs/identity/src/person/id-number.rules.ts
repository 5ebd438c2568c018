import { DomainError } from '#kernel';

/** Source: GB 11643-1999, section 4.2 (check digit by ISO 7064 MOD 11-2). */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CHECK_DIGITS = '10X98765432';
const SHAPE = /^[1-9]\d{16}[\dX]$/;

/** What a resident identity number says about its holder. */
export type IdNumberFacts = { readonly idNumber: string; readonly sex: 'female' | 'male'; readonly birthYear: number };

/** Reads a resident identity number of 18 places as a person typed it. Throws ID_NUMBER_INVALID; the number stands in no message. */
export function readIdNumber(text: string, path = 'idNumber'): IdNumberFacts {
  const idNumber = text.normalize('NFKC').replaceAll(/\s/g, '').toUpperCase();
  if (!SHAPE.test(idNumber) || checkDigitOf(idNumber) !== idNumber[17] || !isDay(idNumber.slice(6, 14))) {
    throw new DomainError('ID_NUMBER_INVALID', {}, [{ path, code: 'ID_NUMBER_INVALID' }]);
  }
  return { idNumber, sex: Number(idNumber[16]) % 2 === 1 ? 'male' : 'female', birthYear: Number(idNumber.slice(6, 10)) };
}

/** Only what tells two people of the same name apart: the last four places. */
export function maskIdNumber(idNumber: string): string {
  return `**************${idNumber.slice(-4)}`;
}

/** The check digit that belongs to the first 17 places. */
export function checkDigitOf(idNumber: string): string | undefined {
  const sum = WEIGHTS.reduce((total, weight, place) => total + weight * Number(idNumber[place]), 0);
  return CHECK_DIGITS[sum % 11];
}

function isDay(yyyymmdd: string): boolean {
  const iso = `${yyyymmdd.slice(0, 4)}-${yyyymmdd.slice(4, 6)}-${yyyymmdd.slice(6)}`;
  const day = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(iso) && iso >= '1900';
}
