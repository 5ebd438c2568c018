import { type Aspect, aspectsOf, type Scheme } from '#scoring';

/** Marks of one entry: seat → aspect → value. */
export type MarksOfEntry = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** How good the entries are, in thousandths. */
const SKILL_THOUSANDTHS = [
  948, 812, 895, 776, 921, 853, 734, 880, 701, 866, 793, 835, 758, 909, 684, 821, 748, 873, 724, 807, 843, 664, 787, 690,
];

/** Marks that look like judges' work and are the same on every machine: whole steps, no randomness. */
export function marksOf(scheme: Scheme, entry: number): MarksOfEntry {
  const seats = scheme.panels.flatMap((panel) => panel.seats);
  const skill = SKILL_THOUSANDTHS[entry % SKILL_THOUSANDTHS.length] ?? 750;
  return new Map(
    seats.map((seat, judge) => [
      seat,
      new Map(
        aspectsOf(scheme).map((aspect, at) => [
          aspect.id,
          markOf(aspect, skill, ripple(entry * 31 + at * 7) + ripple(judge * 13 + at * 5 + entry)),
        ]),
      ),
    ]),
  );
}

/** The same marks with some aspects given other values on every seat. */
export function withChanged(marks: MarksOfEntry, change: (aspect: string, value: string) => string): MarksOfEntry {
  return new Map(
    [...marks].map(([seat, values]) => [seat, new Map([...values].map(([aspect, value]) => [aspect, change(aspect, value)]))]),
  );
}

/** From -40 to 40 thousandths. */
function ripple(number: number): number {
  return ((number * 2_654_435_761) % 81) - 40;
}

function markOf(aspect: Aspect, skill: number, offset: number): string {
  const share = Math.min(1_000, Math.max(0, skill + offset));
  if (aspect.kind === 'judgement') return String(Math.round((share * 3) / 1_000));
  const halves = Math.round((Number(aspect.range.max) * 2 * share) / 1_000);
  return `${Math.floor(halves / 2)}${halves % 2 === 0 ? '' : '.5'}`;
}
