import { findAspectRule } from '../evaluate.js';
import { comparePoints, points } from '../points.js';
import type { RuleSet, Step } from '../rules.js';
import type { Scheme } from '../scheme.js';
import type { FlawCode, FlawList } from './flaws.js';
import { checkDistinct, nodeIdsOf } from './scheme.checks.js';
import { under } from './shapes.js';

/** Rules that contradict each other, whatever the scheme. */
export function checkRules(rules: RuleSet, path: string, flaws: FlawList): void {
  const conflict = (at: string, code: FlawCode): undefined => flaws.add(under(path, at), code);
  checkDistinct(
    rules.modules.map(({ id }) => id),
    (at) => under(path, `modules.${at}.id`),
    flaws,
  );
  checkDistinct(
    rules.penalties.map(({ id }) => id),
    (at) => under(path, `penalties.${at}.id`),
    flaws,
  );
  if (rules.awards.kind === 'prizes')
    checkDistinct(
      rules.awards.prizes.map(({ id }) => id),
      (at) => under(path, `awards.prizes.${at}.id`),
      flaws,
    );
  if (rules.places.ranking === 'ordinal' && rules.places.ties.terminal === 'share')
    conflict('places.ties.terminal', 'SCORING_ORDINAL_NEEDS_DECISION');
  if (rules.places.by === 'scale' && rules.scale.kind === 'none') conflict('places.by', 'SCORING_PLACES_NEED_SCALE');
  if (rules.awards.kind === 'worldskills-2026' && rules.scale.kind === 'none') conflict('awards.kind', 'SCORING_MEDALS_NEED_SCALE');
  if (rules.scale.kind === 'worldskills700' && rules.teams.kind !== 'marked') conflict('scale.kind', 'SCORING_SCALE_NEEDS_MARKED_TEAMS');
  for (const { steps, at, isOfAspect } of stepListsOf(rules)) {
    steps.forEach((step, index) => {
      if (step.step === 'shareOfWorth' && !isOfAspect) conflict(`${at}.${index}`, 'SCORING_WORTH_OUTSIDE_ASPECT');
      if (
        step.step === 'cap' &&
        step.min !== undefined &&
        step.max !== undefined &&
        comparePoints(points(step.min), points(step.max)) > 0
      ) {
        conflict(`${at}.${index}`, 'SCORING_CAPS_CROSS');
      }
      if (step.step === 'cap' && step.min === undefined && step.max === undefined) conflict(`${at}.${index}`, 'SCORING_CAP_WITHOUT_BOUND');
    });
  }
}

/** Every reference of the rules into the scheme, and a rule for every aspect. */
export function checkRulesFitScheme(rules: RuleSet, scheme: Scheme, path: string, flaws: FlawList): void {
  const nodes = nodeIdsOf(scheme);
  const modules = new Set(rules.modules.map(({ id }) => id));
  const need = (id: string, at: string, known: ReadonlySet<string>): void => {
    if (!known.has(id)) flaws.add(under(path, at), 'SCORING_UNKNOWN_REFERENCE', { id });
  };
  for (const [key, list] of [
    ['aspects', rules.aspects],
    ['groups', rules.groups],
  ] as const) {
    for (const [at, { for: selector }] of list.entries()) {
      if (typeof selector === 'string') continue;
      for (const [index, id] of selector.entries()) need(id, `${key}.${at}.for.${index}`, nodes);
    }
  }
  for (const [at, { from }] of rules.penalties.entries()) need(from, `penalties.${at}.from`, nodes);
  rules.places.ties.keys.forEach((key, at) => {
    if (key.key === 'node') need(key.node, `places.ties.keys.${at}.node`, nodes.union(modules));
  });
  checkModules(rules, scheme, path, flaws);
  checkAspects(rules, scheme, path, flaws);
}

function checkModules(rules: RuleSet, scheme: Scheme, path: string, flaws: FlawList): void {
  if (rules.modules.length === 0) return;
  const criteria = new Set(scheme.criteria.map(({ id }) => id));
  const named = rules.modules.flatMap((module, at) =>
    module.criteria.map((id, index) => ({ id, path: under(path, `modules.${at}.criteria.${index}`) })),
  );
  checkDistinct(
    named.map(({ id }) => id),
    (at) => named[at]?.path ?? path,
    flaws,
  );
  for (const { id, path: at } of named) if (!criteria.has(id)) flaws.add(at, 'SCORING_UNKNOWN_REFERENCE', { id });
  const taken = new Set([...named.map(({ id }) => id), ...rules.penalties.map(({ from }) => from)]);
  for (const id of criteria) if (!taken.has(id)) flaws.add(under(path, 'modules'), 'SCORING_NO_RULE', { id });
}

function checkAspects(rules: RuleSet, scheme: Scheme, path: string, flaws: FlawList): void {
  for (const criterion of scheme.criteria) {
    for (const subCriterion of criterion.subCriteria) {
      for (const aspect of subCriterion.aspects) {
        const rule = findAspectRule(rules, aspect, [criterion.id, subCriterion.id, aspect.id]);
        if (rule === undefined) flaws.add(under(path, 'aspects'), 'SCORING_NO_RULE', { id: aspect.id });
        else if (aspect.worth === undefined && rule.steps.some(({ step }) => step === 'shareOfWorth')) {
          flaws.add(under(path, 'aspects'), 'SCORING_ASPECT_WITHOUT_WORTH', { id: aspect.id });
        }
      }
    }
  }
}

function stepListsOf(rules: RuleSet): readonly { readonly steps: readonly Step[]; readonly at: string; readonly isOfAspect: boolean }[] {
  return [
    ...rules.aspects.map(({ steps }, at) => ({ steps, at: `aspects.${at}.steps`, isOfAspect: true })),
    ...rules.groups.map(({ steps }, at) => ({ steps, at: `groups.${at}.steps`, isOfAspect: false })),
    ...rules.modules.map(({ steps }, at) => ({ steps, at: `modules.${at}.steps`, isOfAspect: false })),
    { steps: rules.total.steps, at: 'total.steps', isOfAspect: false },
    { steps: rules.total.afterPenalties, at: 'total.afterPenalties', isOfAspect: false },
  ];
}
