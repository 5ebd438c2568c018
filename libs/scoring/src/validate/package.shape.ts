import { PACKAGE_FORMAT } from '../package.js';
import { FACT_NAME, rulesShape } from './rules.shape.js';
import { ENTRY_ID, localizedText, SEAT_ID, schemeShape } from './scheme.shape.js';
import { decimal, list, map, matching, object, oneOf, orNull, type Shape, text } from './shapes.js';

const DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const ZONE = /^[A-Za-z]+(\/[A-Za-z0-9_+-]+){0,2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})$/;

const name = text(200);
const largest = '1000000000000';

const date: Shape<string> = (value, path, flaws) =>
  typeof value === 'string' && DATE.test(value) && isCalendarDay(value) ? value : flaws.add(path, 'SCORING_NOT_A_TIME');

const instant: Shape<string> = (value, path, flaws) =>
  typeof value === 'string' && INSTANT.test(value) && isCalendarDay(value.slice(0, 10)) && !Number.isNaN(Date.parse(value))
    ? value
    : flaws.add(path, 'SCORING_NOT_A_TIME');

export const entryShape = object(
  {
    id: matching(ENTRY_ID),
    bib: text(40),
    name,
    kind: oneOf('person', 'team'),
    status: oneOf('official', 'guest', 'withdrawn', 'disqualified', 'absent'),
  },
  {
    organisation: name,
    members: list(matching(ENTRY_ID), 1, 1000),
    persons: list(name, 1, 1000),
    facts: map(FACT_NAME, decimal(`-${largest}`, largest), 20),
  },
);

export const packageShape = object(
  {
    format: oneOf(PACKAGE_FORMAT),
    competition: object({ name: localizedText(300) }, { timeZone: matching(ZONE), startsOn: date, endsOn: date }),
    skill: object({ name: localizedText(300) }, { code: text(40) }),
    rules: rulesShape,
    scheme: schemeShape,
    entries: list(entryShape, 1, 100_000),
    judges: list(object({ seat: matching(SEAT_ID), name }, { organisation: name }), 0, 6000),
    marks: list(object({ entry: matching(ENTRY_ID), aspect: text(20), seat: matching(SEAT_ID), value: orNull(text(30)) }), 0, 20_000_000),
  },
  { decisions: list(object({ order: list(matching(ENTRY_ID), 2, 1000), reason: text(2000), by: name, at: instant }), 0, 10_000) },
);

function isCalendarDay(day: string): boolean {
  const parsed = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().slice(0, 10) === day;
}
