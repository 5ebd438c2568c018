import { parseDecimal, toDecimal } from './points.js';
import { aspectsOf, decimalsOfRange, type Scheme } from './scheme.js';

/** How an absent or not yet entered mark stands in a sheet. */
export const ABSENT = -2147483648;

/** Where each aspect stands in a sheet and with how many decimals. */
export type AspectSlot = { readonly aspect: string; readonly index: number; readonly decimals: number; readonly panel: string };

/** The slots of a scheme in scheme order; `index` is the position of the aspect's Int32 in every sheet. */
export function aspectIndex(scheme: Scheme): readonly AspectSlot[] {
  return layoutOf(scheme).slots;
}

/**
 * One seat's marks for one entry as bytes: an Int32 (little endian) per aspect in scheme order, value × 10^decimals of its slot;
 * `ABSENT` where the seat has entered nothing. Marks must have passed `checkMark`; a value that does not fit throws a RangeError.
 */
export function encodeSheet(scheme: Scheme, marks: Iterable<{ readonly aspect: string; readonly value: string | null }>): Uint8Array {
  const { slots, byAspect } = layoutOf(scheme);
  const bytes = new Uint8Array(slots.length * 4);
  const view = new DataView(bytes.buffer);
  for (let index = 0; index < slots.length; index++) view.setInt32(index * 4, ABSENT, true);
  for (const { aspect, value } of marks) {
    const slot = byAspect.get(aspect);
    if (slot === undefined) throw new RangeError(`No aspect ${aspect} in this scheme`);
    if (value !== null) view.setInt32(slot.index * 4, unitsOf(value, slot.decimals), true);
  }
  return bytes;
}

/** The marks in a sheet, aspect by aspect in scheme order, as decimals; `null` where absent. Throws a RangeError on a wrong length. */
export function decodeSheet(scheme: Scheme, bytes: Uint8Array): readonly { readonly aspect: string; readonly value: string | null }[] {
  const { slots } = layoutOf(scheme);
  if (bytes.byteLength !== slots.length * 4) throw new RangeError('The sheet does not belong to this scheme');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return slots.map(({ aspect, index, decimals }) => {
    const units = view.getInt32(index * 4, true);
    return {
      aspect,
      value: units === ABSENT ? null : toDecimal({ numerator: BigInt(units), denominator: 10n ** BigInt(decimals) }, decimals),
    };
  });
}

type Layout = { readonly slots: readonly AspectSlot[]; readonly byAspect: ReadonlyMap<string, AspectSlot> };

/** Schemes never change, so each is laid out once. */
const layouts = new WeakMap<Scheme, Layout>();

function layoutOf(scheme: Scheme): Layout {
  const known = layouts.get(scheme);
  if (known !== undefined) return known;
  const slots = aspectsOf(scheme).map((aspect, index) => ({
    aspect: aspect.id,
    index,
    decimals: decimalsOfRange(aspect.range),
    panel: aspect.panel,
  }));
  const layout = { slots, byAspect: new Map(slots.map((slot) => [slot.aspect, slot])) };
  layouts.set(scheme, layout);
  return layout;
}

function unitsOf(value: string, decimals: number): number {
  const parsed = parseDecimal(value);
  const units = parsed === null ? null : parsed.numerator * 10n ** BigInt(decimals);
  if (parsed === null || units === null || units % parsed.denominator !== 0n)
    throw new RangeError('Not a mark with the decimals of its aspect');
  const whole = Number(units / parsed.denominator);
  if (whole <= ABSENT || whole > 2147483647) throw new RangeError('The mark does not fit into a sheet');
  return whole;
}
