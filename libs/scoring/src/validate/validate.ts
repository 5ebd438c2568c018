import type { CompetitionPackage } from '../package.js';
import type { RuleSet } from '../rules.js';
import type { Scheme } from '../scheme.js';
import { type Checked, FlawList } from './flaws.js';
import { checkPackage } from './package.checks.js';
import { packageShape } from './package.shape.js';
import { checkRules, checkRulesFitScheme } from './rules.checks.js';
import { rulesShape } from './rules.shape.js';
import { checkScheme } from './scheme.checks.js';
import { schemeShape } from './scheme.shape.js';
import type { Shape } from './shapes.js';

/** A scheme out of unknown JSON, with every flaw by path. Never throws; the value is a clean copy. */
export function validateScheme(json: unknown): Checked<Scheme> {
  return validated<Scheme>(json, schemeShape, (scheme, flaws) => checkScheme(scheme, '', flaws));
}

/** A rule set out of unknown JSON; with `scheme` (a valid one) also that it fits. Never throws. */
export function validateRules(json: unknown, scheme?: Scheme): Checked<RuleSet> {
  return validated<RuleSet>(json, rulesShape, (rules, flaws) => {
    checkRules(rules, '', flaws);
    if (scheme !== undefined) checkRulesFitScheme(rules, scheme, '', flaws);
  });
}

/** A competition package out of unknown JSON: shape first, then references, ranges and sums. Never throws. */
export function validatePackage(json: unknown): Checked<CompetitionPackage> {
  return validated<CompetitionPackage>(json, packageShape, (pkg, flaws) => {
    checkScheme(pkg.scheme, 'scheme', flaws);
    checkRules(pkg.rules, 'rules', flaws);
    if (flaws.flaws.length > 0) return;
    checkRulesFitScheme(pkg.rules, pkg.scheme, 'rules', flaws);
    checkPackage(pkg, flaws);
  });
}

function validated<T>(json: unknown, shape: Shape<T>, check: (value: T, flaws: FlawList) => void): Checked<T> {
  const flaws = new FlawList();
  const value = shape(json, '', flaws);
  if (value === undefined || flaws.flaws.length > 0) return { ok: false, flaws: flaws.flaws };
  check(value, flaws);
  return flaws.flaws.length > 0 ? { ok: false, flaws: flaws.flaws } : { ok: true, value };
}
