import { comparePoints, decimalsOf, divide, parseDecimal, points } from './points.js';
import { type Aspect, decimalsOfRange } from './scheme.js';

/** Why a mark is refused; codes and numbers, no sentences. */
export type MarkFlaw =
  | { readonly code: 'MARK_NOT_A_DECIMAL'; readonly params: { readonly aspect: string } }
  | { readonly code: 'MARK_TOO_MANY_DECIMALS'; readonly params: { readonly aspect: string; readonly decimals: number } }
  | { readonly code: 'MARK_OUT_OF_RANGE'; readonly params: { readonly aspect: string; readonly min: string; readonly max: string } }
  | { readonly code: 'MARK_OFF_STEP'; readonly params: { readonly aspect: string; readonly step: string } };

/** Checks what a judge entered for an aspect: a decimal in its range, on its step. `null` when it may stand; absent (`null`) always may. */
export function checkMark(aspect: Aspect, value: string | null): MarkFlaw | null {
  if (value === null) return null;
  const mark = parseDecimal(value);
  const { min, max, step } = aspect.range;
  if (mark === null) return { code: 'MARK_NOT_A_DECIMAL', params: { aspect: aspect.id } };
  if (decimalsOf(value) > decimalsOfRange(aspect.range))
    return { code: 'MARK_TOO_MANY_DECIMALS', params: { aspect: aspect.id, decimals: decimalsOfRange(aspect.range) } };
  if (comparePoints(mark, points(min)) < 0 || comparePoints(mark, points(max)) > 0)
    return { code: 'MARK_OUT_OF_RANGE', params: { aspect: aspect.id, min, max } };
  if (divide(mark, points(step)).denominator !== 1n) return { code: 'MARK_OFF_STEP', params: { aspect: aspect.id, step } };
  return null;
}
