import { greatestCommonDivisor, leastCommonMultiple, type Points, points } from '../points.js';
import type { Step } from '../rules.js';

/** What is known of a whole number before any mark is read: its denominator and the interval it stays in. */
export type Value = { readonly denominator: bigint; readonly low: bigint; readonly high: bigint };

/** One operation on a numerator; all operands are whole. */
export type Operation =
  | { readonly kind: 'multiply'; readonly by: bigint }
  | { readonly kind: 'clamp'; readonly min: bigint; readonly max: bigint }
  | { readonly kind: 'round'; readonly multiply: bigint; readonly divide: bigint; readonly isEven: boolean };

/** Operations, what they leave behind, and the largest absolute number met on the way. */
export type Program = { readonly operations: readonly Operation[]; readonly value: Value; readonly peak: bigint };

/** Turns steps into operations on whole numbers over denominators that are known in advance. */
export function compileSteps(start: Value, steps: readonly Step[], worth: Points): Program {
  return steps.reduce<Program>((program, step) => append(program, step, worth), { operations: [], value: start, peak: largest(start) });
}

function append(program: Program, step: Step, worth: Points): Program {
  switch (step.step) {
    case 'multiply':
      return multiplyBy(program, points(step.by));
    case 'shareOfWorth': {
      const top = points(step.top);
      return multiplyBy(program, { numerator: worth.numerator * top.denominator, denominator: worth.denominator * top.numerator });
    }
    case 'cap':
      return clampTo(program, step.min === undefined ? null : points(step.min), step.max === undefined ? null : points(step.max));
    case 'round':
      return roundTo(program, step.decimals, step.mode === 'half-even');
    default:
      return step satisfies never;
  }
}

/** The program followed by a change to another denominator, which must be a multiple of its own. */
export function toDenominator(program: Program, denominator: bigint): Program {
  return scaleUp(program, denominator / program.value.denominator, denominator);
}

export function multiplyBy(program: Program, factor: Points): Program {
  const { denominator } = program.value;
  const shared = greatestCommonDivisor(factor.numerator < 0n ? -factor.numerator : factor.numerator, denominator);
  if (factor.numerator === 0n) return scaleUp(program, 0n, 1n);
  return scaleUp(program, factor.numerator / shared, (denominator / shared) * factor.denominator);
}

function scaleUp(program: Program, by: bigint, denominator: bigint): Program {
  const bounds = [program.value.low * by, program.value.high * by] as const;
  const value = by < 0n ? { denominator, low: bounds[1], high: bounds[0] } : { denominator, low: bounds[0], high: bounds[1] };
  return then(program, by === 1n ? [] : [{ kind: 'multiply', by }], value, largest(value));
}

function clampTo(program: Program, min: Points | null, max: Points | null): Program {
  const shared = [min, max].reduce(
    (multiple, bound) => (bound === null ? multiple : leastCommonMultiple(multiple, bound.denominator)),
    program.value.denominator,
  );
  const scaled = toDenominator(program, shared);
  const [floor, ceiling] = [min, max].map((bound) => (bound === null ? null : (bound.numerator * shared) / bound.denominator));
  const low = floor ?? (ceiling == null || scaled.value.low < ceiling ? scaled.value.low : ceiling);
  const high = ceiling ?? (floor == null || scaled.value.high > floor ? scaled.value.high : floor);
  const clamp = (bound: bigint): bigint => (bound < low ? low : bound > high ? high : bound);
  const value = { denominator: shared, low: clamp(scaled.value.low), high: clamp(scaled.value.high) };
  return then(scaled, [{ kind: 'clamp', min: low, max: high }], value, largest({ denominator: shared, low, high }));
}

function roundTo(program: Program, decimals: number, isEven: boolean): Program {
  const unit = 10n ** BigInt(decimals);
  const shared = greatestCommonDivisor(unit, program.value.denominator);
  const [multiply, divide] = [unit / shared, program.value.denominator / shared];
  if (divide === 1n) return program;
  const before = { ...program.value, low: program.value.low * multiply, high: program.value.high * multiply };
  const value = { denominator: unit, low: before.low / divide - 1n, high: before.high / divide + 1n };
  return then(program, [{ kind: 'round', multiply, divide, isEven }], value, 2n * largest(before) + 2n * divide);
}

function then(program: Program, operations: readonly Operation[], value: Value, peak: bigint): Program {
  return { operations: [...program.operations, ...operations], value, peak: larger(peak, program.peak) };
}

export function largest({ low, high }: Value): bigint {
  return larger(low < 0n ? -low : low, high < 0n ? -high : high);
}

/** The larger of two; `Math.max` knows no bigints. */
export function larger(a: bigint, b: bigint): bigint {
  return [a, b].reduce((most, one) => (one > most ? one : most));
}
