import { type ProblemDetail } from '#kernel';
import {
  type Aspect,
  type AspectSlot,
  aspectIndex,
  aspectsOf,
  checkMark,
  decodeSheet,
  encodeSheet,
  parseDecimal,
  type Scheme,
} from '#scoring';

/** What a judge sends for one aspect. `value` null says that the judge is absent for it; `last` is the ledger number that was seen, '0' for none. */
export type MarkInput = {
  readonly aspect: string;
  readonly value: string | null;
  readonly last: string;
  readonly reason?: string | null;
};

/** A mark that will be written: `previous` is the ledger number that it replaces, '0' for none. */
export type NewMark = {
  readonly aspect: string;
  readonly index: number;
  readonly value: string | null;
  readonly previous: string;
  readonly reason: string | null;
};

export type SheetState = { readonly marks: Uint8Array; readonly lastSeqs: readonly string[] };

export type Weighed = { readonly accepted: readonly NewMark[]; readonly refused: readonly ProblemDetail[]; readonly marks: Uint8Array };

const LONGEST_REASON = 500;

/** The aspects of a sheet: those of the scheme that its panel marks, with their place in the sheet's bytes. */
export function aspectsOfPanel(scheme: Scheme, panel: string): readonly { readonly aspect: Aspect; readonly slot: AspectSlot }[] {
  const slots = aspectIndex(scheme);
  return aspectsOf(scheme).flatMap((aspect, index) => {
    const slot = slots[index];
    return aspect.panel === panel && slot !== undefined ? [{ aspect, slot }] : [];
  });
}

/**
 * Weighs marks against the sheet as it stands. Every one is accepted, left out because the very same value already stands
 * (a repeated request), or refused with its path `marks.<i>.value`; the sheet's bytes are those with all accepted marks in.
 */
export function weighMarks(scheme: Scheme, panel: string, sheet: SheetState, inputs: readonly MarkInput[]): Weighed {
  const places = new Map(aspectsOfPanel(scheme, panel).map((place) => [place.aspect.id, place]));
  const current = new Map(decodeSheet(scheme, sheet.marks).map((mark) => [mark.aspect, mark.value]));
  const next = new Map(current);
  const accepted: NewMark[] = [];
  const refused: ProblemDetail[] = [];
  for (const [position, input] of inputs.entries()) {
    const place = places.get(input.aspect);
    const stands = { value: current.get(input.aspect) ?? null, last: sheet.lastSeqs[place?.slot.index ?? -1] ?? '0' };
    const isRepeated = inputs.findIndex((other) => other.aspect === input.aspect) < position;
    const flaw = flawOf(place, stands, input, isRepeated);
    if (flaw !== null) refused.push({ ...flaw, path: `marks.${position}.${flaw.path}` });
    else if (place !== undefined && !isStanding(place, stands, input)) {
      accepted.push({
        aspect: input.aspect,
        index: place.slot.index,
        value: input.value,
        previous: stands.last,
        reason: input.reason?.trim() || null,
      });
      next.set(input.aspect, input.value);
    }
  }
  return {
    accepted,
    refused,
    marks: encodeSheet(
      scheme,
      [...next].map(([aspect, value]) => ({ aspect, value })),
    ),
  };
}

type Place = { readonly aspect: Aspect; readonly slot: AspectSlot };
type Stands = { readonly value: string | null; readonly last: string };

function flawOf(place: Place | undefined, stands: Stands, input: MarkInput, isRepeated: boolean): ProblemDetail | null {
  const { aspect } = input;
  if (place === undefined) return { path: 'value', code: 'MARK_UNKNOWN_ASPECT', params: { aspect: aspect.slice(0, 40) } };
  if (isRepeated) return { path: 'value', code: 'MARK_TWICE', params: { aspect } };
  const flaw = checkMark(place.aspect, input.value);
  if (flaw !== null) return { path: 'value', ...flaw };
  if (isStanding(place, stands, input)) return null;
  if (stands.last !== input.last)
    return { path: 'value', code: 'MARK_CHANGED', params: { aspect, current: stands.value ?? '—', last: stands.last } };
  const reason = input.reason?.trim() ?? '';
  if (stands.last !== '0' && reason === '') return { path: 'reason', code: 'MARK_REASON_REQUIRED', params: { aspect } };
  if (reason.length > LONGEST_REASON) return { path: 'reason', code: 'REASON_TOO_LONG', params: { max: LONGEST_REASON } };
  return null;
}

/** Whether this very value already stands: the request was repeated. */
function isStanding({ slot }: Place, { value, last }: Stands, input: MarkInput): boolean {
  if (last === '0') return false;
  if (value === null || input.value === null) return value === input.value;
  return unitsOf(value, slot.decimals) === unitsOf(input.value, slot.decimals);
}

function unitsOf(value: string, decimals: number): bigint | null {
  const parsed = parseDecimal(value);
  return parsed === null ? null : (parsed.numerator * 10n ** BigInt(decimals)) / parsed.denominator;
}

/** One aspect of a sheet with the mark that stands; `last` is its ledger number, '0' for none. */
export type SheetAspect = {
  readonly aspect: string;
  readonly name: Aspect['name'];
  readonly kind: Aspect['kind'];
  readonly min: string;
  readonly max: string;
  readonly step: string;
  readonly requirement: Aspect['requirement'];
  readonly levels: Aspect['levels'];
  readonly value: string | null;
  readonly last: string;
};

/** The aspects of a panel's sheet in scheme order, each with the mark that stands. */
export function standingAspects(scheme: Scheme, panel: string, sheet: SheetState): readonly SheetAspect[] {
  const values = new Map(decodeSheet(scheme, sheet.marks).map((mark) => [mark.aspect, mark.value]));
  return aspectsOfPanel(scheme, panel).map(({ aspect, slot }) => ({
    aspect: aspect.id,
    name: aspect.name,
    kind: aspect.kind,
    ...aspect.range,
    requirement: aspect.requirement,
    levels: aspect.levels,
    value: values.get(aspect.id) ?? null,
    last: sheet.lastSeqs[slot.index] ?? '0',
  }));
}

/** The aspects of the sheet that nobody has marked yet, in scheme order. */
export function unmarkedAspects(scheme: Scheme, panel: string, sheet: SheetState): readonly string[] {
  return aspectsOfPanel(scheme, panel)
    .filter(({ slot }) => (sheet.lastSeqs[slot.index] ?? '0') === '0')
    .map(({ aspect }) => aspect.id);
}
