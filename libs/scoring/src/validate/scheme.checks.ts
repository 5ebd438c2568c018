import { comparePoints, divide, type Points, points, sum, toDecimal } from '../points.js';
import { type Aspect, aspectsOf, decimalsOfRange, type Scheme, subCriteriaOf } from '../scheme.js';
import type { FlawList } from './flaws.js';
import { under } from './shapes.js';

const LARGEST_SHEET_NUMBER = 2147483647n;

/** What the shape alone cannot say: positional ids, references, ranges, sums. */
export function checkScheme(scheme: Scheme, path: string, flaws: FlawList): void {
  checkDistinct(
    scheme.panels.map(({ id }) => id),
    (at) => under(path, `panels.${at}.id`),
    flaws,
  );
  checkSeats(scheme, path, flaws);
  checkDistinct(
    (scheme.sections ?? []).map(({ id }) => id),
    (at) => under(path, `sections.${at}.id`),
    flaws,
  );
  checkDistinct(
    scheme.criteria.map(({ id }) => id),
    (at) => under(path, `criteria.${at}.id`),
    flaws,
  );
  checkPositions(scheme, path, flaws);
  checkSums(scheme, path, flaws);
}

/** Notes each value that stood before; `pathOf` says where a value stands. */
export function checkDistinct(values: readonly string[], pathOf: (index: number) => string, flaws: FlawList): void {
  const seen = new Set<string>();
  values.forEach((value, index) => {
    if (seen.has(value)) flaws.add(pathOf(index), 'SCORING_DUPLICATE', { id: value });
    seen.add(value);
  });
}

function checkSeats(scheme: Scheme, path: string, flaws: FlawList): void {
  const seats = scheme.panels.flatMap((panel, at) =>
    panel.seats.map((seat, index) => ({ seat, path: under(path, `panels.${at}.seats.${index}`) })),
  );
  checkDistinct(
    seats.map(({ seat }) => seat),
    (at) => seats[at]?.path ?? path,
    flaws,
  );
}

function checkPositions(scheme: Scheme, path: string, flaws: FlawList): void {
  const panels = new Set(scheme.panels.map(({ id }) => id));
  const sections = new Set((scheme.sections ?? []).map(({ id }) => id));
  scheme.criteria.forEach((criterion, c) => {
    criterion.subCriteria.forEach((subCriterion, s) => {
      const subPath = under(path, `criteria.${c}.subCriteria.${s}`);
      const subId = `${criterion.id}${s + 1}`;
      if (subCriterion.id !== subId) flaws.add(under(subPath, 'id'), 'SCORING_WRONG_ID', { expected: subId });
      subCriterion.aspects.forEach((aspect, a) => {
        const aspectPath = under(subPath, `aspects.${a}`);
        if (aspect.id !== `${subId}.${a + 1}`) flaws.add(under(aspectPath, 'id'), 'SCORING_WRONG_ID', { expected: `${subId}.${a + 1}` });
        if (!panels.has(aspect.panel)) flaws.add(under(aspectPath, 'panel'), 'SCORING_UNKNOWN_REFERENCE', { id: aspect.panel });
        if (aspect.section !== undefined && !sections.has(aspect.section)) {
          flaws.add(under(aspectPath, 'section'), 'SCORING_UNKNOWN_REFERENCE', { id: aspect.section });
        }
        checkRange(aspect, under(aspectPath, 'range'), flaws);
      });
    });
  });
}

function checkRange(aspect: Aspect, path: string, flaws: FlawList): void {
  const { min, max, step } = aspect.range;
  if (comparePoints(points(min), points(max)) >= 0) flaws.add(path, 'SCORING_OUT_OF_RANGE', { min, max });
  const unit = 10n ** BigInt(decimalsOfRange(aspect.range));
  for (const [key, bound] of [
    ['min', min],
    ['max', max],
  ] as const) {
    if (divide(points(bound), points(step)).denominator !== 1n) flaws.add(under(path, key), 'MARK_OFF_STEP', { aspect: aspect.id, step });
    const { numerator, denominator } = points(bound);
    const units = (numerator < 0n ? -numerator : numerator) * unit;
    if (units > LARGEST_SHEET_NUMBER * denominator)
      flaws.add(under(path, key), 'SCORING_OUT_OF_RANGE', { min: '-214748.3647', max: '214748.3647' });
  }
}

function checkSums(scheme: Scheme, path: string, flaws: FlawList): void {
  scheme.criteria.forEach((criterion, at) => {
    const aspects = criterion.subCriteria.flatMap(({ aspects }) => aspects);
    checkSum(criterion.worth, aspects, under(path, `criteria.${at}.worth`), flaws);
  });
  (scheme.sections ?? []).forEach((section, at) => {
    checkSum(
      section.worth,
      aspectsOf(scheme).filter((aspect) => aspect.section === section.id),
      under(path, `sections.${at}.worth`),
      flaws,
    );
  });
}

function checkSum(declared: string | undefined, aspects: readonly Aspect[], path: string, flaws: FlawList): void {
  if (declared === undefined) return;
  const found: Points = sum(aspects.map((aspect) => points(aspect.worth ?? '0')));
  if (comparePoints(points(declared), found) !== 0) flaws.add(path, 'SCORING_SUM_DIFFERS', { declared, found: toDecimal(found, 4) });
}

/** Ids of every criterion, sub-criterion and aspect. */
export function nodeIdsOf(scheme: Scheme): ReadonlySet<string> {
  return new Set([
    ...scheme.criteria.map(({ id }) => id),
    ...subCriteriaOf(scheme).map(({ id }) => id),
    ...aspectsOf(scheme).map(({ id }) => id),
  ]);
}
