import { RULES_FORMAT } from '../rules.js';
import { localizedText, PANEL_ID } from './scheme.shape.js';
import { decimal, list, matching, object, oneOf, ratio, stringOr, variants, wholeNumber } from './shapes.js';

const LARGEST = '1000000000';
export const NODE_ID = /^([A-Z]{1,2}(\d{1,3}(\.\d{1,3})?)?|[a-z][a-z0-9-]{0,39})$/;
export const FACT_NAME = /^[a-z][A-Za-z0-9]{0,39}$/;

const decimals = wholeNumber(0, 6);
const nodeIds = list(matching(NODE_ID), 1, 2000);

const step = variants('step', {
  multiply: object({ step: oneOf('multiply'), by: ratio(`-${LARGEST}`, LARGEST) }),
  shareOfWorth: object({ step: oneOf('shareOfWorth'), top: decimal('0.0001', LARGEST) }),
  cap: object({ step: oneOf('cap') }, { min: decimal(`-${LARGEST}`, LARGEST), max: decimal(`-${LARGEST}`, LARGEST) }),
  round: object({ step: oneOf('round'), name: matching(PANEL_ID), decimals, mode: oneOf('half-up', 'half-even') }),
});
const steps = list(step, 0, 20);

const plainAggregate = object({ kind: oneOf('mean', 'median', 'sum', 'best', 'consensus') });
const aggregate = variants('kind', {
  mean: plainAggregate,
  median: plainAggregate,
  sum: plainAggregate,
  best: plainAggregate,
  consensus: plainAggregate,
  trimmedMean: object({ kind: oneOf('trimmedMean'), drop: wholeNumber(1, 20), fallback: oneOf('mean', 'median', 'unmarked') }),
});

const prefer = oneOf('higher', 'lower');
const tieKey = variants('key', {
  node: object({ key: oneOf('node'), node: matching(NODE_ID), prefer }),
  fact: object({ key: oneOf('fact'), fact: matching(FACT_NAME), prefer }),
});

const prize = object({
  id: matching(PANEL_ID),
  name: localizedText(200),
  size: variants('kind', {
    count: object({ kind: oneOf('count'), count: wholeNumber(1, 100_000) }),
    ratio: object({ kind: oneOf('ratio'), ratio: ratio('0', '1'), rounding: oneOf('floor', 'half-up', 'ceiling') }),
  }),
});

export const rulesShape = object({
  format: oneOf(RULES_FORMAT),
  aspects: list(
    object({ for: stringOr(oneOf('all', 'measurement', 'judgement'), nodeIds), aggregate, steps, unmarked: oneOf('zero', 'incomplete') }),
    1,
    500,
  ),
  groups: list(object({ for: stringOr(oneOf('subCriteria', 'criteria'), nodeIds), steps }), 0, 500),
  modules: list(
    object({
      id: matching(PANEL_ID),
      name: localizedText(200),
      criteria: list(matching(/^[A-Z]{1,2}$/), 1, 100),
      weight: ratio('0', LARGEST),
      steps,
    }),
    0,
    50,
  ),
  penalties: list(object({ id: matching(PANEL_ID), from: matching(NODE_ID), effect: oneOf('subtract', 'disqualify') }), 0, 50),
  total: object({ steps, afterPenalties: steps }),
  teams: variants('kind', {
    marked: object({ kind: oneOf('marked') }),
    sum: object({ kind: oneOf('sum') }),
    best: object({ kind: oneOf('best'), count: wholeNumber(1, 1000) }),
  }),
  places: object({
    by: oneOf('total', 'scale'),
    ranking: oneOf('competition', 'dense', 'ordinal'),
    ties: object({ keys: list(tieKey, 0, 50), terminal: oneOf('share', 'decide') }),
  }),
  scale: object({ kind: oneOf('none', 'worldskills700', 'asMarked') }),
  awards: variants('kind', {
    none: object({ kind: oneOf('none') }),
    'worldskills-2026': object({ kind: oneOf('worldskills-2026') }),
    prizes: object({ kind: oneOf('prizes'), prizes: list(prize, 1, 20), tiedAtCut: oneOf('all', 'none') }),
  }),
  display: object({ decimals }),
});
