import { decimal, list, matching, object, oneOf, text } from './shapes.js';

/** Largest absolute mark: × 10^4 it still fits into the Int32 of a sheet. */
const LARGEST_MARK = '100000';
const LARGEST_WORTH = '1000000';

export const PANEL_ID = /^[a-z][a-z0-9-]{0,39}$/;
export const SEAT_ID = /^[A-Za-z0-9][A-Za-z0-9-]{0,19}$/;
export const ENTRY_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

export const localizedText = (most: number) => object({ 'zh-CN': text(most) }, { en: text(most) });

const aspect = object(
  {
    id: matching(/^[A-Z]{1,2}\d{1,3}\.\d{1,3}$/),
    name: localizedText(1000),
    kind: oneOf('measurement', 'judgement'),
    range: object({
      min: decimal(`-${LARGEST_MARK}`, LARGEST_MARK),
      max: decimal(`-${LARGEST_MARK}`, LARGEST_MARK),
      step: decimal('0.0001', LARGEST_MARK),
    }),
    panel: matching(PANEL_ID),
  },
  {
    worth: decimal('0', LARGEST_WORTH),
    section: text(40),
    requirement: localizedText(2000),
    levels: list(localizedText(2000), 1, 20),
  },
);

const subCriterion = object(
  { id: matching(/^[A-Z]{1,2}\d{1,3}$/), name: localizedText(500), aspects: list(aspect, 1, 500) },
  { day: text(20) },
);

const criterion = object(
  { id: matching(/^[A-Z]{1,2}$/), name: localizedText(500), subCriteria: list(subCriterion, 1, 200) },
  { worth: decimal('0', LARGEST_WORTH) },
);

export const schemeShape = object(
  {
    panels: list(object({ id: matching(PANEL_ID), name: localizedText(200), seats: list(matching(SEAT_ID), 1, 60) }), 1, 100),
    criteria: list(criterion, 1, 100),
  },
  { sections: list(object({ id: text(40), name: localizedText(500), worth: decimal('0', LARGEST_WORTH) }), 0, 100) },
);
