import { aspectRuleOf, groupSteps } from '../evaluate.js';
import { leastCommonMultiple, points, ZERO } from '../points.js';
import type { Aggregate, RuleSet } from '../rules.js';
import { type Aspect, decimalsOfRange, type Scheme, seatsOf, seatsOfAspect } from '../scheme.js';
import { compileSteps, larger, largest, multiplyBy, type Operation, type Program, toDenominator, type Value } from './value.js';

/** Marks of one aspect → one number. `shares[n]` is what the sum of n kept marks is multiplied by, so that every mean has one denominator. */
export type AspectPlan = {
  readonly id: string;
  readonly firstSeat: number;
  readonly seatCount: number;
  readonly min: number;
  readonly max: number;
  readonly aggregate: Aggregate;
  readonly shares: readonly bigint[];
  readonly isNeeded: boolean;
};

/** A node of the sum: operations on its own number, then `scale` × it is added to its parent. */
export type NodePlan = {
  readonly id: string;
  readonly operations: readonly Operation[];
  readonly value: Value;
  readonly parent: number | null;
  readonly scale: bigint;
};

/** A scheme and its rules as arithmetic on whole numbers. Nodes stand in order: aspects, sub-criteria, criteria, modules, total. */
export type Plan = {
  readonly aspects: readonly AspectPlan[];
  readonly seatCount: number;
  readonly nodes: readonly NodePlan[];
  readonly subtracted: readonly { readonly node: number; readonly scale: bigint }[];
  readonly disqualifying: readonly number[];
  readonly afterPenalties: { readonly scale: bigint; readonly operations: readonly Operation[] };
  readonly denominator: bigint;
  /** No number met on the way is larger. */
  readonly peak: bigint;
};

type Draft = { readonly id: string; readonly program: Program; parent: number | null; scale: bigint };

/** Compiles a validated scheme and rule set. */
export function compilePlan(scheme: Scheme, rules: RuleSet): Plan {
  const penalised = new Set(rules.penalties.map(({ from }) => from));
  const drafts: Draft[] = [];
  const indexOf = new Map<string, number>();
  const place = (id: string, program: Program): number => {
    indexOf.set(id, drafts.length);
    return drafts.push({ id, program, parent: null, scale: 1n }) - 1;
  };
  const aspects = scheme.criteria.flatMap((criterion) =>
    criterion.subCriteria.flatMap((subCriterion) =>
      subCriterion.aspects.map((aspect) => {
        const { plan, program } = compileAspect(scheme, rules, aspect, [criterion.id, subCriterion.id, aspect.id]);
        place(aspect.id, program);
        return plan;
      }),
    ),
  );
  /** Adds a node that sums others; penalties stay out of every sum. */
  const sumOf = (id: string, children: readonly string[], finish: (sum: Program) => Program): void => {
    const summed = children.filter((child) => !penalised.has(child)).map((child) => indexOf.get(child) ?? 0);
    const programs = summed.flatMap((index) => drafts[index]?.program ?? []);
    const value = sumValue(programs.map((program) => program.value));
    const partialSums = programs.reduce(
      (sum, program) => sum + largest(program.value) * (value.denominator / program.value.denominator),
      0n,
    );
    const parent = place(id, finish({ operations: [], value, peak: partialSums }));
    for (const index of summed) {
      const child = drafts[index];
      if (child === undefined) continue;
      child.parent = parent;
      child.scale = value.denominator / child.program.value.denominator;
    }
  };
  const withSteps = (steps: RuleSet['total']['steps']) => (sum: Program) => joined(sum, compileSteps(sum.value, steps, ZERO));
  for (const level of ['subCriteria', 'criteria'] as const) {
    for (const criterion of scheme.criteria) {
      const groups =
        level === 'criteria'
          ? [{ id: criterion.id, children: criterion.subCriteria }]
          : criterion.subCriteria.map(({ id, aspects: children }) => ({ id, children }));
      for (const { id, children } of groups)
        sumOf(
          id,
          children.map((child) => child.id),
          withSteps(groupSteps(rules, level, id)),
        );
    }
  }
  for (const module of rules.modules) {
    sumOf(module.id, module.criteria, (sum) => {
      const weighted = multiplyBy(sum, points(module.weight));
      return joined(weighted, compileSteps(weighted.value, module.steps, ZERO));
    });
  }
  sumOf(
    TOTAL,
    (rules.modules.length > 0 ? rules.modules : scheme.criteria).map(({ id }) => id),
    withSteps(rules.total.steps),
  );
  return finishPlan(scheme, rules, aspects, drafts, indexOf);
}

/** Not an id that a scheme can have. */
const TOTAL = '(total)';

function finishPlan(
  scheme: Scheme,
  rules: RuleSet,
  aspects: readonly AspectPlan[],
  drafts: readonly Draft[],
  indexOf: ReadonlyMap<string, number>,
): Plan {
  const total = drafts[indexOf.get(TOTAL) ?? 0]?.program ?? { operations: [], value: sumValue([]), peak: 0n };
  const penalties = rules.penalties.map(({ from, effect }) => ({ effect, node: indexOf.get(from) ?? 0 }));
  const taken = penalties
    .filter(({ effect }) => effect === 'subtract')
    .map(({ node }) => ({ node, value: drafts[node]?.program.value ?? sumValue([]) }));
  const denominator = taken.reduce((multiple, { value }) => leastCommonMultiple(multiple, value.denominator), total.value.denominator);
  const scaled = toDenominator({ operations: [], value: total.value, peak: total.peak }, denominator);
  const before = taken.reduce<Value>((sum, { value }) => {
    const scale = denominator / value.denominator;
    return { denominator, low: sum.low - value.high * scale, high: sum.high - value.low * scale };
  }, scaled.value);
  const partialSums = taken.reduce((sum, { value }) => sum + largest(value) * (denominator / value.denominator), largest(scaled.value));
  const after = compileSteps(before, rules.total.afterPenalties, ZERO);
  const peaks = [
    ...drafts.map(({ program }) => program.peak),
    ...drafts.map(({ program, scale }) => largest(program.value) * scale),
    scaled.peak,
    partialSums,
    after.peak,
  ];
  return {
    aspects,
    seatCount: seatsOf(scheme).length,
    nodes: drafts.map(({ id, program, parent, scale }) => ({ id, operations: program.operations, value: program.value, parent, scale })),
    subtracted: taken.map(({ node, value }) => ({ node, scale: denominator / value.denominator })),
    disqualifying: penalties.filter(({ effect }) => effect === 'disqualify').map(({ node }) => node),
    afterPenalties: { scale: denominator / total.value.denominator, operations: after.operations },
    denominator: after.value.denominator,
    peak: peaks.reduce(larger, 0n),
  };
}

function compileAspect(
  scheme: Scheme,
  rules: RuleSet,
  aspect: Aspect,
  path: readonly string[],
): { readonly plan: AspectPlan; readonly program: Program } {
  const rule = aspectRuleOf(rules, aspect, path);
  const seats = seatsOfAspect(scheme, aspect);
  const unit = 10n ** BigInt(decimalsOfRange(aspect.range));
  const units = (decimal: string): bigint => (points(decimal).numerator * unit) / points(decimal).denominator;
  const [min, max] = [units(aspect.range.min), units(aspect.range.max)];
  const { share, shares, mostKept } = sharesOf(rule.aggregate, seats.length);
  const raw: Value = { denominator: unit * share, low: min * share * mostKept, high: max * share * mostKept };
  const start = mostKept === 1n ? raw : { ...raw, low: raw.low < 0n ? raw.low : min * share, high: raw.high > 0n ? raw.high : max * share };
  const program = compileSteps(start, rule.steps, points(aspect.worth ?? '0'));
  const value = {
    ...program.value,
    low: program.value.low < 0n ? program.value.low : 0n,
    high: program.value.high > 0n ? program.value.high : 0n,
  };
  const sumPeak = largest(start) * BigInt(seats.length);
  return {
    plan: {
      id: aspect.id,
      firstSeat: seatsOf(scheme).indexOf(seats[0] ?? ''),
      seatCount: seats.length,
      min: Number(min),
      max: Number(max),
      aggregate: rule.aggregate,
      shares,
      isNeeded: rule.unmarked === 'incomplete',
    },
    program: { ...program, value, peak: larger(program.peak, sumPeak) },
  };
}

/** Means of 1 … n marks over one denominator: the sum of k marks × shares[k], over `share`. */
function sharesOf(
  aggregate: Aggregate,
  seatCount: number,
): { readonly share: bigint; readonly shares: readonly bigint[]; readonly mostKept: bigint } {
  const same = Array.from({ length: seatCount + 1 }, () => 1n);
  const counts = same.map((_, count) => BigInt(count));
  switch (aggregate.kind) {
    case 'sum':
      return { share: 1n, shares: same, mostKept: BigInt(seatCount) };
    case 'best':
    case 'consensus':
      return { share: 1n, shares: same, mostKept: 1n };
    case 'median':
      return { share: 2n, shares: counts.map((count) => (count === 1n ? 2n : 1n)), mostKept: 1n };
    case 'mean':
    case 'trimmedMean': {
      const share = counts
        .slice(1)
        .reduce(leastCommonMultiple, aggregate.kind === 'trimmedMean' && aggregate.fallback === 'median' ? 2n : 1n);
      return { share, shares: counts.map((count) => (count === 0n ? 0n : share / count)), mostKept: 1n };
    }
    default:
      return aggregate satisfies never;
  }
}

function sumValue(values: readonly Value[]): Value {
  const denominator = values.reduce((multiple, value) => leastCommonMultiple(multiple, value.denominator), 1n);
  const scaled = (bound: 'low' | 'high'): bigint =>
    values.reduce((sum, value) => sum + value[bound] * (denominator / value.denominator), 0n);
  return { denominator, low: scaled('low'), high: scaled('high') };
}

/** A program and one that was compiled to follow it. */
function joined(first: Program, second: Program): Program {
  return {
    operations: [...first.operations, ...second.operations],
    value: second.value,
    peak: larger(first.peak, second.peak),
  };
}
