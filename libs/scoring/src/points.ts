/** An exact amount of points as a fraction in lowest terms; `denominator` is positive. Never a float. */
export type Points = { readonly numerator: bigint; readonly denominator: bigint };

/** How a half is rounded: away from zero (also below zero: −0.125 → −0.13), or to the even neighbour. */
export type RoundingMode = 'half-up' | 'half-even';

const DECIMAL = /^-?\d{1,15}(\.\d{1,9})?$/;
const RATIO = /^-?\d{1,15}\/[1-9]\d{0,14}$/;

const SAFE = BigInt(Number.MAX_SAFE_INTEGER);

export const ZERO: Points = { numerator: 0n, denominator: 1n };

/** The fraction in lowest terms. A zero denominator is a bug of the caller and throws a RangeError. */
export function fraction(numerator: bigint, denominator: bigint): Points {
  if (denominator === 0n) throw new RangeError('A fraction needs a denominator other than zero');
  const sign = denominator < 0n ? -1n : 1n;
  const divisor = greatestCommonDivisor(numerator < 0n ? -numerator : numerator, denominator * sign);
  return { numerator: (numerator * sign) / divisor, denominator: (denominator * sign) / divisor };
}

/** Reads a decimal such as `-12.50`; `null` for anything else (exponents, signs alone, NaN, more than 9 decimals). */
export function parseDecimal(text: string): Points | null {
  if (!DECIMAL.test(text)) return null;
  const point = text.indexOf('.');
  if (point < 0) return { numerator: BigInt(text), denominator: 1n };
  const digits = text.slice(0, point) + text.slice(point + 1);
  const decimals = text.length - point - 1;
  return digits.length <= 15 ? smallFraction(Number(digits), 10 ** decimals) : fraction(BigInt(digits), 10n ** BigInt(decimals));
}

/** Reads a decimal (`0.25`) or a fraction (`1/12`); `null` for anything else. */
export function parseRatio(text: string): Points | null {
  if (!RATIO.test(text)) return parseDecimal(text);
  const [numerator = '0', denominator = '1'] = text.split('/');
  return fraction(BigInt(numerator), BigInt(denominator));
}

/** The value of a decimal or fraction that validation has let through; throws a RangeError otherwise. */
export function points(text: string): Points {
  const parsed = parseRatio(text);
  if (parsed === null) throw new RangeError(`Not a decimal: ${text.slice(0, 40)}`);
  return parsed;
}

export function add(a: Points, b: Points): Points {
  if (a.denominator === b.denominator) return fraction(a.numerator + b.numerator, a.denominator);
  return fraction(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);
}

export function negate(a: Points): Points {
  return { numerator: -a.numerator, denominator: a.denominator };
}

export function subtract(a: Points, b: Points): Points {
  return add(a, negate(b));
}

export function multiply(a: Points, b: Points): Points {
  return fraction(a.numerator * b.numerator, a.denominator * b.denominator);
}

export function divide(a: Points, b: Points): Points {
  return fraction(a.numerator * b.denominator, a.denominator * b.numerator);
}

export function sum(values: readonly Points[]): Points {
  return values.reduce(add, ZERO);
}

/** Negative, zero or positive as `a` is smaller than, equal to or greater than `b`. */
export function comparePoints(a: Points, b: Points): number {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** The nearest multiple of 10^−decimals; a half goes where `mode` says, symmetrically for negative values. */
export function round(value: Points, decimals: number, mode: RoundingMode): Points {
  const unit = 10n ** BigInt(decimals);
  return fraction(roundedUnits(value, unit, mode), unit);
}

/** How many whole `1 / unit` the value comes to. */
function roundedUnits(value: Points, unit: bigint, mode: RoundingMode): bigint {
  const isNegative = value.numerator < 0n;
  const scaled = (isNegative ? -value.numerator : value.numerator) * unit;
  const whole = scaled / value.denominator;
  const twiceRest = 2n * (scaled - whole * value.denominator);
  const isHalf = twiceRest === value.denominator;
  const goesUp = isHalf ? mode === 'half-up' || whole % 2n === 1n : twiceRest > value.denominator;
  const rounded = goesUp ? whole + 1n : whole;
  return isNegative ? -rounded : rounded;
}

/** The value as a decimal with exactly `decimals` places, rounded half-up for showing only: `1/12` with 2 → `0.08`. */
export function toDecimal(value: Points, decimals: number): string {
  const units = roundedUnits(value, 10n ** BigInt(decimals), 'half-up');
  const digits = (units < 0n ? -units : units).toString().padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const sign = units < 0n ? '-' : '';
  return decimals === 0 ? `${sign}${whole}` : `${sign}${whole}.${digits.slice(-decimals)}`;
}

/** How many decimal places a decimal string carries once trailing zeros are dropped: `0.50` → 1. */
export function decimalsOf(text: string): number {
  return (text.split('.')[1] ?? '').replace(/0+$/, '').length;
}

/** Of two numbers that are not negative; 1 when both are zero. */
export function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  if (a <= SAFE && b <= SAFE) return BigInt(smallDivisor(Number(a), Number(b)));
  let [larger, smaller] = [a, b];
  while (smaller !== 0n) [larger, smaller] = [smaller, larger % smaller];
  return larger === 0n ? 1n : larger;
}

function smallFraction(numerator: number, denominator: number): Points {
  const divisor = smallDivisor(Math.abs(numerator), denominator);
  return { numerator: BigInt(numerator / divisor), denominator: BigInt(denominator / divisor) };
}

/** Whole numbers that a double holds exactly need no bigints: many times faster. */
function smallDivisor(a: number, b: number): number {
  let larger = a;
  let smaller = b;
  while (smaller !== 0) {
    const rest = larger % smaller;
    larger = smaller;
    smaller = rest;
  }
  return larger === 0 ? 1 : larger;
}

export function leastCommonMultiple(a: bigint, b: bigint): bigint {
  return (a / greatestCommonDivisor(a, b)) * b;
}
