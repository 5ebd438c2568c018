import { type Aggregated, aggregateMarks } from './aggregate.js';
import { comparePoints, multiply, type Points, points, subtract, sum, ZERO } from './points.js';
import type { AspectRule, RuleSet, Step } from './rules.js';
import { type Aspect, type Criterion, type Scheme, type SubCriterion, seatsOfAspect } from './scheme.js';
import type { AspectNode, Breakdown, CriterionNode, MarkNote, ModuleNode, PenaltyNote, SubCriterionNode } from './standing.js';
import { applySteps } from './steps.js';

/** What the marks of one entry come to. */
export type Evaluated = {
  /** `null` where an aspect that must be marked is not, or judges disagree. */
  readonly points: Points | null;
  readonly isDisqualified: boolean;
  readonly breakdown: Breakdown;
  /** Points of every module, criterion, sub-criterion and aspect by id, for tie keys. */
  readonly nodes: ReadonlyMap<string, Points>;
};

/** The mark of a seat for an aspect of the entry at hand, as entered; `null` when absent. */
export type MarkLookup = (aspect: string, seat: string) => string | null;

/** Marks → aspects → sub-criteria → criteria → modules → penalties → total, by exact fractions. */
export function evaluateEntry(scheme: Scheme, rules: RuleSet, markOf: MarkLookup): Evaluated {
  const walk = new Walk(scheme, rules, markOf);
  const criteria = scheme.criteria.map((criterion) => walk.criterion(criterion));
  const counted = criteria.filter(({ id }) => !walk.isPenalty(id));
  const modules = rules.modules.map((module) => walk.module(module, counted));
  const before = applySteps(sum((modules.length > 0 ? modules : counted).map((node) => node.points)), rules.total.steps);
  const penalties = rules.penalties.map((penalty): PenaltyNote => ({ ...penalty, points: walk.nodes.get(penalty.from) ?? ZERO }));
  const taken = sum(penalties.filter(({ effect }) => effect === 'subtract').map((penalty) => penalty.points));
  const after = applySteps(subtract(before.points, taken), rules.total.afterPenalties);
  return {
    points: walk.isIncomplete ? null : after.points,
    isDisqualified: penalties.some((penalty) => penalty.effect === 'disqualify' && comparePoints(penalty.points, ZERO) > 0),
    breakdown: { kind: 'marked', modules, criteria, penalties, steps: [...before.steps, ...after.steps] },
    nodes: walk.nodes,
  };
}

class Walk {
  readonly nodes = new Map<string, Points>();
  isIncomplete = false;
  private readonly penalised: ReadonlySet<string>;

  constructor(
    private readonly scheme: Scheme,
    private readonly rules: RuleSet,
    private readonly markOf: MarkLookup,
  ) {
    this.penalised = new Set(rules.penalties.map((penalty) => penalty.from));
  }

  isPenalty(id: string): boolean {
    return this.penalised.has(id);
  }

  module(rule: RuleSet['modules'][number], counted: readonly CriterionNode[]): ModuleNode {
    const total = sum(counted.filter(({ id }) => rule.criteria.includes(id)).map((node) => node.points));
    const weight = points(rule.weight);
    const stepped = applySteps(multiply(total, weight), rule.steps);
    this.nodes.set(rule.id, stepped.points);
    return { kind: 'module', id: rule.id, sum: total, weight, ...stepped };
  }

  criterion(criterion: Criterion): CriterionNode {
    const children = criterion.subCriteria.map((subCriterion) => this.subCriterion(subCriterion, criterion.id));
    return {
      kind: 'criterion',
      id: criterion.id,
      children,
      ...this.group(criterion.id, children, groupSteps(this.rules, 'criteria', criterion.id)),
    };
  }

  private subCriterion(subCriterion: SubCriterion, criterion: string): SubCriterionNode {
    const children = subCriterion.aspects.map((aspect) => this.aspect(aspect, [criterion, subCriterion.id, aspect.id]));
    return {
      kind: 'subCriterion',
      id: subCriterion.id,
      children,
      ...this.group(subCriterion.id, children, groupSteps(this.rules, 'subCriteria', subCriterion.id)),
    };
  }

  private group(id: string, children: readonly { readonly id: string; readonly points: Points }[], steps: readonly Step[]) {
    const stepped = applySteps(sum(children.filter((child) => !this.isPenalty(child.id)).map((child) => child.points)), steps);
    this.nodes.set(id, stepped.points);
    return stepped;
  }

  private aspect(aspect: Aspect, path: readonly string[]): AspectNode {
    const rule = aspectRuleOf(this.rules, aspect, path);
    const entered = seatsOfAspect(this.scheme, aspect).map((seat) => ({ seat, value: this.markOf(aspect.id, seat) }));
    const present = entered.filter((mark): mark is { seat: string; value: string } => mark.value !== null);
    const aggregated = aggregateMarks(
      rule.aggregate,
      present.map((mark) => points(mark.value)),
    );
    const isMarked = aggregated.state === 'marked';
    if (aggregated.state === 'disagreement' || (aggregated.state === 'unmarked' && rule.unmarked === 'incomplete'))
      this.isIncomplete = true;
    const stepped = isMarked ? applySteps(aggregated.value, rule.steps, points(aspect.worth ?? '0')) : { points: ZERO, steps: [] };
    this.nodes.set(aspect.id, stepped.points);
    return {
      kind: 'aspect',
      id: aspect.id,
      points: stepped.points,
      state: aggregated.state,
      aggregate: rule.aggregate.kind,
      marks: markNotes(entered, present, aggregated),
      steps: isMarked ? [{ step: 'aggregate', after: aggregated.value }, ...stepped.steps] : [],
    };
  }
}

function markNotes(
  entered: readonly { readonly seat: string; readonly value: string | null }[],
  present: readonly { readonly seat: string }[],
  aggregated: Aggregated,
): readonly MarkNote[] {
  const uses = new Map(present.map((mark, index) => [mark.seat, aggregated.uses[index]]));
  return entered.map((mark) => ({ ...mark, use: uses.get(mark.seat) ?? 'absent' }));
}

/** The first rule that applies to an aspect; `path` holds the ids of its criterion, its sub-criterion and its own. */
export function findAspectRule(rules: RuleSet, aspect: Aspect, path: readonly string[]): AspectRule | undefined {
  return rules.aspects.find(({ for: selector }) =>
    typeof selector === 'string' ? selector === 'all' || selector === aspect.kind : path.some((id) => selector.includes(id)),
  );
}

/** The same where validation has made sure that there is one; without it this throws a RangeError. */
export function aspectRuleOf(rules: RuleSet, aspect: Aspect, path: readonly string[]): AspectRule {
  const rule = findAspectRule(rules, aspect, path);
  if (rule === undefined) throw new RangeError(`No rule for aspect ${aspect.id}`);
  return rule;
}

/** The steps of the first group rule that applies to a criterion or sub-criterion. */
export function groupSteps(rules: RuleSet, level: 'criteria' | 'subCriteria', id: string): readonly Step[] {
  return rules.groups.find(({ for: selector }) => (typeof selector === 'string' ? selector === level : selector.includes(id)))?.steps ?? [];
}
