import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { scorePackage } from '../package.js';
import { SCORING_FLAWS } from './flaws.js';
import { validatePackage, validateRules, validateScheme } from './validate.js';

const root = join(import.meta.dirname, '..', '..', '..', '..');
const page = readFileSync(join(root, 'docs', 'competition-package.md'), 'utf8');
const sample = JSON.stringify(JSON.parse(/```json\n([\s\S]*?)```/.exec(page)?.[1] ?? ''));

/** The sample of the documentation with one piece of its text replaced. */
function changed(from: string, to: string): unknown {
  if (!sample.includes(from)) throw new Error(`The sample does not contain ${from}`);
  return JSON.parse(sample.replace(from, to));
}

function flawsOf(json: unknown): readonly string[] {
  const checked = validatePackage(json);
  return checked.ok ? [] : checked.flaws.map(({ path, code }) => `${path} ${code}`);
}

describe('the sample of docs/competition-package.md', () => {
  it('is valid and comes out as the page says', () => {
    const checked = validatePackage(JSON.parse(sample));
    if (!checked.ok) throw new Error(JSON.stringify(checked.flaws));
    expect(scorePackage(checked.value).entries.map(({ entry, total, place }) => [entry, total, place])).toEqual([
      ['e1', '8.33', 1],
      ['e2', '10.00', null],
    ]);
  });
});

describe('validatePackage', () => {
  it.each([
    ['another format', '"guildhall-competition/1"', '"guildhall-competition/2"', 'format SCORING_NOT_A_CHOICE'],
    ['an unknown key', '"judges":[', '"judge":[],"judges":[', ' SCORING_UNKNOWN_KEY'],
    ['a polluting key', '"judges":[', '"__proto__":{"x":1},"judges":[', ' SCORING_UNKNOWN_KEY'],
    ['a missing key', '"judges":', '"umpires":', ' SCORING_MISSING_KEY'],
    ['a mark that is a JSON number', '"value":"2"', '"value":2', 'marks.1.value SCORING_WRONG_TYPE'],
    ['a mark of 1e400', '"value":"2"', '"value":1e400', 'marks.1.value SCORING_WRONG_TYPE'],
    ['a mark of "1e400"', '"value":"2"', '"value":"1e400"', 'marks.1.value MARK_NOT_A_DECIMAL'],
    ['a mark of NaN', '"value":"2"', '"value":"NaN"', 'marks.1.value MARK_NOT_A_DECIMAL'],
    ['a mark above its range', '"value":"2"', '"value":"4"', 'marks.1.value MARK_OUT_OF_RANGE'],
    ['a negative mark', '"value":"2"', '"value":"-1"', 'marks.1.value MARK_OUT_OF_RANGE'],
    ['a mark with too many decimals', '"value":"2"', '"value":"2.5"', 'marks.1.value MARK_TOO_MANY_DECIMALS'],
    [
      'a mark of no entry',
      '"entry":"e1","aspect":"A1.1","seat":"J2"',
      '"entry":"e9","aspect":"A1.1","seat":"J2"',
      'marks.1.entry SCORING_UNKNOWN_REFERENCE',
    ],
    ['a mark of no aspect', '"aspect":"A1.1","seat":"J2"', '"aspect":"A1.2","seat":"J2"', 'marks.1.aspect SCORING_UNKNOWN_REFERENCE'],
    ['a mark of no seat', '"seat":"J2","value"', '"seat":"J7","value"', 'marks.1.seat SCORING_UNKNOWN_REFERENCE'],
    ['two marks of one seat', '"seat":"J2","value"', '"seat":"J1","value"', 'marks.1 SCORING_DUPLICATE'],
    ['two entries with one id', '"id":"e2"', '"id":"e1"', 'entries.1.id SCORING_DUPLICATE'],
    ['two entries with one bib', '"bib":"2"', '"bib":"1"', 'entries.1.bib SCORING_DUPLICATE'],
    ['a judge without a seat in the scheme', '"seat":"J1","name"', '"seat":"J9","name"', 'judges.0.seat SCORING_UNKNOWN_REFERENCE'],
    [
      'members where teams have marks',
      '"status":"guest"',
      '"status":"guest","members":["e1"]',
      'entries.1.members SCORING_MEMBERS_NOT_SCORED',
    ],
    ['a name with a control character', '张伟', '\\u0000', 'entries.0.name SCORING_NOT_A_TEXT'],
    ['a name with half a character', '张伟', '\\ud800', 'entries.0.name SCORING_NOT_A_TEXT'],
    ['a name of ten megabytes', '张伟', 'x'.repeat(10_000_000), 'entries.0.name SCORING_WRONG_LENGTH'],
    ['a date that is none', '2026-05-01', '2026-02-30', 'competition.startsOn SCORING_NOT_A_TIME'],
    ['a misplaced aspect', '"id":"A1.1"', '"id":"A1.2"', 'scheme.criteria.0.subCriteria.0.aspects.0.id SCORING_WRONG_ID'],
    [
      'a worth that is not the sum',
      '"worth":"10","subCriteria"',
      '"worth":"11","subCriteria"',
      'scheme.criteria.0.worth SCORING_SUM_DIFFERS',
    ],
    [
      'an unknown panel',
      '"panel":"judges"',
      '"panel":"others"',
      'scheme.criteria.0.subCriteria.0.aspects.0.panel SCORING_UNKNOWN_REFERENCE',
    ],
    ['a seat twice', '"J1","J2","J3"', '"J1","J2","J1"', 'scheme.panels.0.seats.2 SCORING_DUPLICATE'],
    ['an empty range', '"max":"3","step"', '"max":"0","step"', 'scheme.criteria.0.subCriteria.0.aspects.0.range SCORING_OUT_OF_RANGE'],
    [
      'a range off its step',
      '"max":"3","step":"1"',
      '"max":"3","step":"2"',
      'scheme.criteria.0.subCriteria.0.aspects.0.range.max MARK_OFF_STEP',
    ],
    ['a step of zero', '"step":"1"}', '"step":"0"}', 'scheme.criteria.0.subCriteria.0.aspects.0.range.step SCORING_OUT_OF_RANGE'],
    ['an aspect without a rule', '"for":"judgement"', '"for":"measurement"', 'rules.aspects SCORING_NO_RULE'],
    ['a criterion whose aspect has lost its worth', '"worth":"10","range"', '"range"', 'scheme.criteria.0.worth SCORING_SUM_DIFFERS'],
    ['a division by zero', '"top":"3"', '"top":"0"', 'rules.aspects.0.steps.0.top SCORING_OUT_OF_RANGE'],
    [
      'a tie key that is nowhere',
      '"keys":[]',
      '"keys":[{"key":"node","node":"B","prefer":"higher"}]',
      'rules.places.ties.keys.0.node SCORING_UNKNOWN_REFERENCE',
    ],
    [
      'ordinal places that share',
      '"ranking":"competition"',
      '"ranking":"ordinal"',
      'rules.places.ties.terminal SCORING_ORDINAL_NEEDS_DECISION',
    ],
    [
      'medals without a scale',
      '"awards":{"kind":"none"}',
      '"awards":{"kind":"worldskills-2026"}',
      'rules.awards.kind SCORING_MEDALS_NEED_SCALE',
    ],
    ['places by a scale that is not there', '"by":"total"', '"by":"scale"', 'rules.places.by SCORING_PLACES_NEED_SCALE'],
    [
      'a share of worth outside aspects',
      '"groups":[]',
      '"groups":[{"for":"criteria","steps":[{"step":"shareOfWorth","top":"3"}]}]',
      'rules.groups.0.steps.0 SCORING_WORTH_OUTSIDE_ASPECT',
    ],
    [
      'caps that cross',
      '"groups":[]',
      '"groups":[{"for":"criteria","steps":[{"step":"cap","min":"3","max":"2"}]}]',
      'rules.groups.0.steps.0 SCORING_CAPS_CROSS',
    ],
    [
      'a criterion in no module',
      '"modules":[]',
      '"modules":[{"id":"m","name":{"zh-CN":"模块"},"criteria":["B"],"weight":"1","steps":[]}]',
      'rules.modules.0.criteria.0 SCORING_UNKNOWN_REFERENCE',
    ],
    [
      'a penalty from nowhere',
      '"penalties":[]',
      '"penalties":[{"id":"p","from":"C","effect":"subtract"}]',
      'rules.penalties.0.from SCORING_UNKNOWN_REFERENCE',
    ],
    [
      'a weight over zero',
      '"modules":[]',
      '"modules":[{"id":"m","name":{"zh-CN":"模块"},"criteria":["A"],"weight":"1/0","steps":[]}]',
      'rules.modules.0.weight SCORING_NOT_A_DECIMAL',
    ],
    ['decimals that are a fraction', '"decimals":2,"mode"', '"decimals":2.5,"mode"', 'rules.total.steps.0.decimals SCORING_WRONG_TYPE'],
  ])('refuses %s', (_, from, to, flaw) => {
    expect(flawsOf(changed(from, to))).toContain(flaw);
  });

  it.each([
    [null],
    [undefined],
    [1],
    [Number.NaN],
    ['{}'],
    [[]],
    [Symbol('x')],
    [() => 1],
    [1n],
    [new Date()],
    [{ format: { toString: null } }],
  ])('refuses %p and does not throw', (json) => {
    expect(validatePackage(json).ok).toBe(false);
    expect(validateScheme(json).ok).toBe(false);
    expect(validateRules(json).ok).toBe(false);
  });

  it('refuses a share of a worth that no aspect has', () => {
    expect(flawsOf(JSON.parse(sample.replaceAll('"worth":"10",', '')))).toEqual(['rules.aspects SCORING_ASPECT_WITHOUT_WORTH']);
  });

  it('stops listing after a hundred flaws', () => {
    const marks = Array.from({ length: 5000 }, () => ({ entry: '!', aspect: '', seat: '', value: 1 }));
    const checked = validatePackage({ ...JSON.parse(sample), marks });
    expect(checked.ok || checked.flaws).toHaveLength(101);
    expect(checked.ok || checked.flaws.at(-1)?.code).toBe('SCORING_TOO_MANY_FLAWS');
  });

  it('returns a copy that holds only what was checked', () => {
    const json = JSON.parse(sample);
    const checked = validatePackage(json);
    json.entries[0].name = 'changed later';
    expect(checked.ok && checked.value.entries[0]?.name).toBe('张伟');
  });
});

describe('every code of the engine', () => {
  it('is a problem of an input', () => {
    expect(new Set(Object.values(SCORING_FLAWS))).toEqual(new Set(['invalid']));
  });
});
