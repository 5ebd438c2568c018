import fc from 'fast-check';
import {
  type Aggregate,
  type AspectRule,
  type CompetitionPackage,
  type EntryInput,
  type Mark,
  PACKAGE_FORMAT,
  RULES_FORMAT,
  type RuleSet,
  type Scheme,
  type ScoringInput,
  type Step,
  type TieKey,
  toDecimal,
} from '#scoring';

/** Random but valid competitions: every strategy of the engine can meet every other. */
const name = { 'zh-CN': '名' };

const ranges = [
  { min: '0', max: '3', step: '1' },
  { min: '0', max: '10', step: '0.25' },
  { min: '-3', max: '3', step: '0.1' },
  { min: '0', max: '100', step: '0.01' },
  { min: '0', max: '1', step: '1' },
] as const;

const aspectShape = fc.record({
  kind: fc.constantFrom('measurement' as const, 'judgement' as const),
  worth: fc.constantFrom('0.25', '1', '2', '0.7', '10'),
  range: fc.constantFrom(...ranges),
  panel: fc.constantFrom('p0', 'p1'),
});

const scheme: fc.Arbitrary<Scheme> = fc
  .record({
    seats: fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 3 })),
    criteria: fc.array(fc.array(fc.array(aspectShape, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 2 }), {
      minLength: 1,
      maxLength: 3,
    }),
  })
  .map(({ seats, criteria }) => ({
    panels: seats.map((count, panel) => ({ id: `p${panel}`, name, seats: Array.from({ length: count }, (_, at) => `${panel}J${at + 1}`) })),
    criteria: criteria.map((subCriteria, c) => {
      const id = 'ABC'.charAt(c);
      return {
        id,
        name,
        subCriteria: subCriteria.map((aspects, s) => ({
          id: `${id}${s + 1}`,
          name,
          aspects: aspects.map((aspect, a) => ({ ...aspect, id: `${id}${s + 1}.${a + 1}`, name })),
        })),
      };
    }),
  }));

const roundStep: fc.Arbitrary<Step> = fc.record({
  step: fc.constant('round' as const),
  name: fc.constant('rounding'),
  decimals: fc.integer({ min: 0, max: 3 }),
  mode: fc.constantFrom('half-up' as const, 'half-even' as const),
});
const multiplyStep: fc.Arbitrary<Step> = fc
  .constantFrom('0.8', '1/3', '1/12', '-1.5', '2', '0', '0.25')
  .map((by) => ({ step: 'multiply', by }));
const capStep: fc.Arbitrary<Step> = fc.constantFrom<Step>(
  { step: 'cap', max: '5.5' },
  { step: 'cap', min: '0' },
  { step: 'cap', min: '0.5', max: '7' },
);
const shareStep: fc.Arbitrary<Step> = fc.constantFrom('3', '10').map((top) => ({ step: 'shareOfWorth', top }));
const groupSteps = fc.array(fc.oneof(roundStep, multiplyStep, capStep), { maxLength: 3 });
const aspectSteps = fc.array(fc.oneof(roundStep, multiplyStep, capStep, shareStep), { maxLength: 3 });

const aggregate: fc.Arbitrary<Aggregate> = fc.oneof(
  fc.constantFrom('mean' as const, 'median' as const, 'sum' as const, 'best' as const, 'consensus' as const).map((kind) => ({ kind })),
  fc.record({
    kind: fc.constant('trimmedMean' as const),
    drop: fc.integer({ min: 1, max: 2 }),
    fallback: fc.constantFrom('mean' as const, 'median' as const, 'unmarked' as const),
  }),
);

function rulesFor(of: Scheme): fc.Arbitrary<RuleSet> {
  const ids = of.criteria.flatMap((criterion) => [
    criterion.id,
    ...criterion.subCriteria.flatMap((sub) => [sub.id, ...sub.aspects.map(({ id }) => id)]),
  ]);
  const unmarked = fc.constantFrom('zero' as const, 'zero' as const, 'incomplete' as const);
  const aspectRule = (selector: fc.Arbitrary<AspectRule['for']>): fc.Arbitrary<AspectRule> =>
    fc.record({ for: selector, aggregate, steps: aspectSteps, unmarked });
  const someIds = fc.subarray(ids, { minLength: 1, maxLength: 3 });
  const tieKey: fc.Arbitrary<TieKey> = fc.oneof(
    fc.record({
      key: fc.constant('node' as const),
      node: fc.constantFrom(...ids),
      prefer: fc.constantFrom('higher' as const, 'lower' as const),
    }),
    fc.record({
      key: fc.constant('fact' as const),
      fact: fc.constant('minutes'),
      prefer: fc.constantFrom('higher' as const, 'lower' as const),
    }),
  );
  const modules = fc.oneof(
    fc.constant([]),
    fc
      .record({
        weights: fc.tuple(fc.constantFrom('0.3', '1/3', '1'), fc.constantFrom('0.7', '2/3')),
        cut: fc.integer({ min: 1, max: 3 }),
        steps: groupSteps,
      })
      .map(({ weights, cut, steps }) => {
        const criteria = of.criteria.map(({ id }) => id);
        const parts = [criteria.slice(0, cut), criteria.slice(cut)].filter((part) => part.length > 0);
        return parts.map((part, at) => ({ id: `m${at}`, name, criteria: part, weight: weights[at] ?? '1', steps }));
      }),
  );
  return fc.record({
    format: fc.constant(RULES_FORMAT),
    aspects: fc
      .tuple(fc.array(aspectRule(someIds), { maxLength: 2 }), aspectRule(fc.constant('judgement')), aspectRule(fc.constant('all')))
      .map(([some, ...rest]) => [...some, ...rest]),
    groups: fc.array(
      fc.record({ for: fc.oneof(fc.constantFrom('subCriteria' as const, 'criteria' as const), someIds), steps: groupSteps }),
      { maxLength: 3 },
    ),
    modules,
    penalties: fc
      .array(
        fc.record({
          from: fc.constantFrom(...ids),
          effect: fc.constantFrom('subtract' as const, 'subtract' as const, 'disqualify' as const),
        }),
        { maxLength: 2 },
      )
      .map((list) => list.map((penalty, at) => ({ id: `penalty-${at}`, ...penalty }))),
    total: fc.record({ steps: groupSteps, afterPenalties: groupSteps }),
    teams: fc.constantFrom<RuleSet['teams']>({ kind: 'marked' }, { kind: 'marked' }, { kind: 'sum' }, { kind: 'best', count: 2 }),
    places: fc.record({
      by: fc.constant('total' as const),
      ranking: fc.constantFrom('competition' as const, 'dense' as const),
      ties: fc.record({ keys: fc.array(tieKey, { maxLength: 3 }), terminal: fc.constantFrom('share' as const, 'decide' as const) }),
    }),
    scale: fc.constantFrom<RuleSet['scale']>({ kind: 'none' }, { kind: 'asMarked' }),
    awards: fc.constantFrom<RuleSet['awards']>(
      { kind: 'none' },
      {
        kind: 'prizes',
        tiedAtCut: 'all',
        prizes: [
          { id: 'first', name, size: { kind: 'ratio', ratio: '0.1', rounding: 'ceiling' } },
          { id: 'second', name, size: { kind: 'count', count: 2 } },
        ],
      },
    ),
    display: fc.record({ decimals: fc.integer({ min: 0, max: 3 }) }),
  });
}

/** Marks on the step of their aspect; few different values, so that ties happen; about one in six absent. */
function marksFor(of: Scheme, entries: readonly EntryInput[]): fc.Arbitrary<readonly Mark[]> {
  const slots = entries
    .filter(({ members }) => members === undefined)
    .flatMap((entry) =>
      of.criteria.flatMap(({ subCriteria }) =>
        subCriteria.flatMap(({ aspects }) =>
          aspects.flatMap(({ id, range, panel }) =>
            (of.panels.find((one) => one.id === panel)?.seats ?? []).map((seat) => ({ entry: entry.id, aspect: id, seat, range })),
          ),
        ),
      ),
    );
  const drawn = fc.array(fc.integer({ min: 0, max: 11 }), { minLength: slots.length, maxLength: slots.length });
  return drawn.map((draws) =>
    slots.flatMap(({ range, ...slot }, at) => {
      const draw = draws[at] ?? 0;
      if (draw === 0) return [];
      return [{ ...slot, value: draw === 1 ? null : markAt(range, (draw - 2) / 9) }];
    }),
  );
}

function markAt({ min, max, step }: { readonly min: string; readonly max: string; readonly step: string }, share: number): string {
  const decimals = (step.split('.')[1] ?? '').length;
  const unit = 10 ** decimals;
  const [low, high, width] = [min, max, step].map((text) => Math.round(Number(text) * unit));
  const steps = Math.round((((high ?? 0) - (low ?? 0)) / (width ?? 1)) * share);
  return toDecimal({ numerator: BigInt((low ?? 0) + steps * (width ?? 1)), denominator: BigInt(unit) }, decimals);
}

function entriesFor(rules: RuleSet): fc.Arbitrary<readonly EntryInput[]> {
  const status = fc.constantFrom<EntryInput['status']>(
    'official',
    'official',
    'official',
    'official',
    'guest',
    'withdrawn',
    'absent',
    'disqualified',
  );
  const facts = fc.option(
    fc.constantFrom('10', '12.5', '12.50', '11').map((minutes) => ({ minutes })),
    { nil: undefined },
  );
  const persons = fc.array(fc.record({ status, facts }), { minLength: 1, maxLength: 8 });
  return persons.map((list) => {
    const all = list.map(
      (one, at): EntryInput => ({
        id: `e${at}`,
        bib: String(at + 1),
        kind: 'person',
        status: one.status,
        ...(one.facts ? { facts: one.facts } : {}),
      }),
    );
    if (rules.teams.kind === 'marked' || all.length < 3) return all;
    const ids = all.map(({ id }) => id);
    const team = (at: number, members: readonly string[]): EntryInput => ({
      id: `t${at}`,
      bib: `T${at}`,
      kind: 'team',
      status: 'official',
      members,
    });
    return [...all, team(0, ids.slice(0, 2)), team(1, ids.slice(2))];
  });
}

/** A whole input, and the same as a package. */
export const scoringInput: fc.Arbitrary<ScoringInput> = scheme
  .chain((of) =>
    rulesFor(of).chain((rules) =>
      entriesFor(rules).chain((entries) =>
        fc.record({ scheme: fc.constant(of), rules: fc.constant(rules), entries: fc.constant(entries), marks: marksFor(of, entries) }),
      ),
    ),
  )
  .chain((input) => {
    const ids = input.entries.map(({ id }) => id);
    const decision = fc
      .shuffledSubarray(ids, { minLength: Math.min(2, ids.length) })
      .map((order) => ({ order, reason: '抽签', by: '裁判长', at: '2026-05-01T08:00:00Z' }));
    return fc
      .array(decision, { maxLength: 2 })
      .map((decisions) => ({ ...input, decisions: decisions.filter(({ order }) => order.length >= 2) }));
  });

export function packageOf(input: ScoringInput): CompetitionPackage {
  return {
    format: PACKAGE_FORMAT,
    competition: { name },
    skill: { name },
    scheme: input.scheme,
    rules: input.rules,
    entries: input.entries.map((entry) => ({ ...entry, name: entry.id })),
    judges: [],
    marks: input.marks,
    decisions: input.decisions ?? [],
  };
}
