import { describe, expect, it } from '@jest/globals';
import type { Id } from '#kernel';
import type { Visitor } from '../../support/visitor.js';
import { idOf, type Story, WORKER } from './story.js';

type People = { readonly people: { readonly nodes: readonly { readonly id: Id; readonly name: string }[] } };
type Registered = { readonly entry: { readonly id: Id; readonly bib: number } };

/** Enterprises and the organiser enter workers; two of an organisation at most. */
export function registering(the: () => Story): void {
  const entering = (personId: Id, more: object = {}) => ({ skillId: idOf(the(), 'skill'), kind: 'person', personIds: [personId], ...more });
  const workersOf = async (visitor: Visitor, code: string) => {
    const query = 'query($id: ID!) { people(organisationId: $id, first: 100) { nodes { id name } } }';
    return (await visitor.read<People>(query, { id: idOf(the(), code) })).people.nodes;
  };
  const bibsSeenBy = async (visitor: Visitor) => {
    const query = 'query($id: ID!) { entries(skillId: $id) { nodes { bib name } } }';
    const { entries } = await visitor.read<{ readonly entries: { readonly nodes: readonly { readonly bib: number }[] } }>(query, {
      id: idOf(the(), 'skill'),
    });
    return entries.nodes.map(({ bib }) => bib);
  };

  describe('the enterprise administrator', () => {
    it('enters own workers up to the limit, each once, and nobody else’s', async () => {
      const { enterprise_administrator: clerk, union_administrator } = the().as;
      const [stranger] = await workersOf(union_administrator, 'LJ-SHIP');
      const own = await workersOf(clerk, 'LJ-STEEL');
      const [second, third] = own.filter(({ name }) => name !== WORKER && name !== '袁海峰');
      const first = own.find(({ name }) => name === WORKER);
      expect(first?.id).toBe(the().personId.participant);

      const { entry } = await clerk.do<Registered>('registerEntry', entering(first?.id ?? ''), 'entry { id bib }');
      the().ids.set('entry', entry.id);
      expect(await clerk.problemOf('registerEntry', entering(first?.id ?? ''))).toBe('ENTRY_DUPLICATE');
      for (const more of [{}, { organisationId: idOf(the(), 'LJ-STEEL') }])
        expect(await clerk.problemOf('registerEntry', entering(stranger?.id ?? '', more))).toBe('NOT_FOUND');
      expect(await clerk.problemOf('registerEntry', entering(second?.id ?? '', { status: 'guest' }))).toBe('FORBIDDEN');
      expect(await clerk.do('registerEntry', entering(second?.id ?? ''), 'entry { bib }')).toMatchObject({ entry: { bib: 2 } });
      expect(await clerk.problemOf('registerEntry', entering(third?.id ?? ''))).toBe('ENTRIES_LIMIT_REACHED');
      const drawn = { skillId: idOf(the(), 'skill'), content: Buffer.from('姓名\n王五').toString('base64') };
      expect(await clerk.problemOf('importEntries', drawn)).toBe('FORBIDDEN');
      expect(await bibsSeenBy(clerk)).toEqual([1, 2]);
    });
  });

  it('the organiser enters the worker of the new enterprise; others enter nobody', async () => {
    const { as, anonymous } = the();
    const wanted = entering(idOf(the(), 'crane worker'));
    for (const visitor of [as.participant, as.judge, as.supervisor, anonymous])
      expect(await visitor.problemOf('registerEntry', wanted)).toMatch(/^(FORBIDDEN|UNAUTHENTICATED)$/);
    expect(await as.competition_organiser.do('registerEntry', wanted, 'entry { bib name organisation { code } }')).toMatchObject({
      entry: { bib: 3, name: '赵铁柱', organisation: { code: 'LJ-CRANE' } },
    });
    expect(await bibsSeenBy(as.competition_organiser)).toEqual([1, 2, 3]);
    expect(await bibsSeenBy(as.participant)).toEqual([1]);
    expect(await bibsSeenBy(anonymous)).toEqual([]);
  });

  it('the organiser’s faulty list in GB18030 is read, refused by cell, and enters nobody', async () => {
    const organiser = the().as.competition_organiser;
    // 姓名,单位 and a row without an organisation, in GB18030: no text encoder writes it, so here are its bytes.
    const bytes = Buffer.from('d0d5c3fb2cb5a5cebb0ad5c5c8fd2c0a', 'hex');
    const { problem } = await organiser.mutate('importEntries', { skillId: idOf(the(), 'skill'), content: bytes.toString('base64') });
    expect(problem?.code).toBe('ENTRY_LIST_FAULTY');
    expect(problem?.details.map(({ code }) => code)).toContain('ENTRY_ORGANISATION_MISSING');
    expect(await bibsSeenBy(organiser)).toEqual([1, 2, 3]);
  });
}
