import { describe, expect, it } from '@jest/globals';
import { planEntries, type SkillAsItStands, type WantedEntry } from './entry-plan.rules.js';

const empty: SkillAsItStands = { skillId: 'welding', limit: null, bibs: new Set(), roomUsed: new Map(), bibOfPerson: new Map() };

describe('planEntries', () => {
  it('gives the lowest free numbers, and serves given ones first', () => {
    const { entries, faults } = planEntries({ ...empty, bibs: new Set([1, 3]) }, [entry({}), entry({ bib: 4 }), entry({})]);
    expect(faults).toEqual([]);
    expect(entries.map(({ bib }) => bib)).toEqual([2, 4, 5]);
  });

  it.each([
    ['a number that is taken', entry({ bib: 3 }), { path: 'entries.0.bib', code: 'BIB_TAKEN', params: { bib: 3 } }],
    ['a number out of range', entry({ bib: 0 }), { path: 'entries.0.bib', code: 'OUT_OF_RANGE', params: { min: 1, max: 99_999 } }],
    [
      'a person who is already entered',
      entry({ personIds: ['li'], name: '李喆' }),
      { path: 'entries.0.personIds.0', code: 'ENTRY_DUPLICATE', params: { name: '李喆', bib: 3 } },
    ],
    [
      'one entry too many of an organisation',
      entry({ organisationId: 'works' }),
      { path: 'entries.0.organisationId', code: 'ENTRIES_LIMIT_REACHED', params: { limit: 2 } },
    ],
    [
      'a name that no font draws',
      entry({ name: '李\u{e000}' }),
      { path: 'entries.0.name', code: 'NAME_CHARACTER_NOT_DRAWABLE', params: { character: '\u{e000}', codePoint: 'U+E000', place: 2 } },
    ],
  ])('refuses %s', (_, wanted, fault) => {
    const skill = { ...empty, limit: 2, bibs: new Set([3]), roomUsed: new Map([['works', 2]]), bibOfPerson: new Map([['li', 3]]) };
    expect(planEntries(skill, [wanted]).faults).toEqual([fault]);
  });

  it('finds what clashes within the list itself', () => {
    const list = [
      entry({ bib: 7, personIds: ['li'], organisationId: 'works' }),
      entry({ bib: 7, personIds: ['li'], organisationId: 'works' }),
    ];
    expect(planEntries({ ...empty, limit: 1 }, list).faults.map(({ path, code }) => `${path} ${code}`)).toEqual([
      'entries.1.bib BIB_TAKEN',
      'entries.1.personIds.0 ENTRY_DUPLICATE',
      'entries.1.organisationId ENTRIES_LIMIT_REACHED',
    ]);
  });

  it('lets guests and the withdrawn use no room', () => {
    const list = (['guest', 'withdrawn', 'official'] as const).map((status) => entry({ status, organisationId: 'works' }));
    expect(planEntries({ ...empty, limit: 1 }, list).faults).toEqual([]);
  });
});

function entry(given: Partial<WantedEntry>): WantedEntry {
  return {
    id: 'e',
    kind: 'person',
    status: 'official',
    name: '王小明',
    bib: null,
    organisationId: null,
    personIds: [],
    teamId: null,
    facts: {},
    ...given,
  };
}
