import { describe, expect, it } from '@jest/globals';
import type { Id, Role } from '#kernel';
import type { Visitor } from '../../support/visitor.js';
import { FAULTS, faultyWorkbook, goodWorkbook, RULES } from './scheme-workbook.js';
import { CRANE, CRANE_PATH, CUP, CUP_NAME, CUP_PATH, idOf, type Story, step, TENANT, until } from './story.js';

type WithId<Name extends string> = Readonly<Record<Name, { readonly id: Id }>>;

/** The union administrator and the organiser prepare a competition. */
export function preparing(the: () => Story): void {
  describe('the union administrator', () => {
    it('adds an enterprise and a worker, and grants a role', async () => {
      const { union_administrator } = the().as;
      const { organisations } = await union_administrator.read<{
        readonly organisations: { readonly nodes: readonly { readonly id: Id; readonly code: string; readonly parent: object | null }[] };
      }>('{ organisations(first: 100) { nodes { id code parent { id } } } }');
      for (const { id, code } of organisations.nodes) the().ids.set(code, id);
      the().ids.set('root', organisations.nodes.find(({ parent }) => parent === null)?.id ?? '');
      const input = {
        parentId: idOf(the(), 'LJ'),
        kind: 'enterprise',
        level: 'enterprise',
        code: 'LJ-CRANE',
        name: { zh: '临江起重机厂' },
      };
      const { organisation } = await union_administrator.do<WithId<'organisation'>>('addOrganisation', input, 'organisation { id }');
      expect(await union_administrator.problemOf('addOrganisation', input)).toBe('ORGANISATION_CODE_TAKEN');
      const worker = { organisationId: organisation.id, name: '赵铁柱', birthYear: 1988, sex: 'male' };
      const { person } = await union_administrator.do<WithId<'person'>>('addPerson', worker, 'person { id }');
      const grant = { personId: person.id, organisationId: organisation.id, role: 'enterprise_administrator' };
      expect(await union_administrator.do('grantRole', grant, 'grant { role person { name } organisation { code } }')).toMatchObject({
        grant: { role: 'enterprise_administrator', person: { name: '赵铁柱' }, organisation: { code: 'LJ-CRANE' } },
      });
      the().ids.set('LJ-CRANE', organisation.id).set('crane worker', person.id);
    });

    it.each<[Role, Role, string, string, string]>([
      ['union_administrator', 'competition_organiser', 'root', 'themselves', 'FORBIDDEN'],
      ['union_administrator', 'enterprise_administrator', 'root', 'a worker', 'ROLE_NOT_FOR_ORGANISATION'],
      ['competition_organiser', 'union_administrator', 'root', 'a worker', 'FORBIDDEN'],
      ['competition_organiser', 'enterprise_administrator', 'LJ-CRANE', 'a worker', 'FORBIDDEN'],
      ['enterprise_administrator', 'union_administrator', 'LJ-STEEL', 'a worker', 'FORBIDDEN'],
      ['enterprise_administrator', 'judge', 'LJ-STEEL', 'a worker', 'FORBIDDEN'],
      ['chief_judge', 'judge', 'root', 'a worker', 'FORBIDDEN'],
      ['participant', 'participant', 'LJ-STEEL', 'a worker', 'FORBIDDEN'],
    ])('lets no %s grant %s on %s to %s', async (who, role, where, whom, code) => {
      const personId = whom === 'themselves' ? the().personId[who] : idOf(the(), 'crane worker');
      expect(await the().as[who].problemOf('grantRole', { personId, role, organisationId: idOf(the(), where) })).toBe(code);
    });
  });

  describe('the organiser', () => {
    it('drafts a competition that nobody finds who does not work on it', async () => {
      const { competition_organiser, participant } = the().as;
      const dates = { startsOn: '2026-11-02', endsOn: '2026-11-04' };
      const draft = { organisationId: idOf(the(), 'root'), slug: CUP, name: CUP_NAME, level: 'provincial', ...dates };
      const { competition } = await competition_organiser.do<WithId<'competition'>>('createCompetition', draft, 'competition { id }');
      const crane = { competitionId: competition.id, code: CRANE, name: { zh: '起重机操作', en: 'Crane Operation' } };
      const { skill } = await competition_organiser.do<WithId<'skill'>>(
        'addSkill',
        { ...crane, entriesPerOrganisation: 2 },
        'skill { id }',
      );
      the().ids.set('competition', competition.id).set('skill', skill.id);
      for (const visitor of [the().anonymous, participant]) expect(await traces(visitor, competition.id, skill.id)).toEqual([]);
      expect(await competition_organiser.problemOf('createCompetition', draft)).toBe('COMPETITION_SLUG_TAKEN');
      const reversed = { ...draft, slug: 'another', startsOn: draft.endsOn, endsOn: draft.startsOn };
      const { problem } = await competition_organiser.mutate('createCompetition', reversed);
      expect(problem?.details.map(({ code }) => code)).toEqual(['DATES_REVERSED']);
    });

    it('imports the scheme of a workbook whole, and nothing of a faulty one', async () => {
      const { competition_organiser, participant } = the().as;
      const skillId = idOf(the(), 'skill');
      const input = { skillId, fileName: '起重机评分表.xlsx', rules: JSON.stringify(RULES) };
      const faulty = { ...input, content: await faultyWorkbook() };
      for (const [language, word] of [
        ['zh-CN', /\p{Script=Han}/u],
        ['en', /^[^\p{Script=Han}]*[a-z]/u],
      ] as const) {
        const { problem } = await competition_organiser.with({ 'guildhall-language': language }).mutate('importScheme', faulty);
        expect(problem?.code).toBe('SCHEME_WORKBOOK_INVALID');
        expect(problem?.details.map(({ path }) => path)).toEqual(expect.arrayContaining([...FAULTS]));
        expect(problem?.message).toMatch(word);
      }
      expect(await competition_organiser.problemOf('importScheme', { ...input, content: 'bm8gd29ya2Jvb2s=' })).toMatch(/^WORKBOOK_/);
      const scheme = 'query($id: ID!) { scheme(skillId: $id) { number sourceName } skill(id: $id) { panels { code } } }';
      expect(await competition_organiser.read(scheme, { id: skillId })).toEqual({ scheme: null, skill: { panels: [] } });
      const good = { ...input, content: await goodWorkbook() };
      expect(await participant.problemOf('importScheme', good)).toBe('NOT_FOUND');
      await competition_organiser.do('importScheme', good, 'schemeVersion { number }');
      expect(await competition_organiser.read(scheme, { id: skillId })).toEqual({
        scheme: { number: 1, sourceName: '起重机评分表.xlsx' },
        skill: { panels: [{ code: 'measurement' }] },
      });
    });

    it('appoints the officials, and opens the competition and its registration to everyone', async () => {
      const { as, personId } = the();
      const organiser = as.competition_organiser;
      const competitionId = idOf(the(), 'competition');
      for (const role of ['chief_judge', 'judge', 'supervisor', 'encryption_officer'] as const) {
        const grant = { personId: personId[role], role, organisationId: idOf(the(), 'root'), competitionId };
        await organiser.do('grantRole', grant, 'grant { id }');
      }
      expect(await organiser.problemOf('openRegistration', await step(the()))).toBe('COMPETITION_NOT_OPEN');
      expect(await organiser.problemOf('openCompetition', { competitionId, version: 99 })).toBe('CONFLICT');
      await organiser.do('openCompetition', { competitionId, version: 1 }, 'competition { status }');
      const opened = await organiser.do('openRegistration', await step(the()), 'skill { status }');
      expect(opened).toMatchObject({ skill: { status: 'registration' } });
      const places = ['by id', 'by slug', 'in the list', 'the skill', `/${TENANT}`, CUP_PATH, `/en${CUP_PATH}`];
      await until(async () => {
        const found = await traces(the().anonymous, competitionId, idOf(the(), 'skill'));
        return places.every((place) => found.includes(place));
      }, 5_000);
    });
  });
}

/** Every place at which a visitor finds something of the competition. */
async function traces(visitor: Visitor, id: Id, skillId: Id): Promise<readonly string[]> {
  const asked = {
    'by id': `{ competition(id: "${id}") { slug } }`,
    'by slug': `{ competition(slug: "${CUP}") { slug } }`,
    'the skill': `{ skill(id: "${skillId}") { code } }`,
    'its entries': `{ entries(skillId: "${skillId}") { nodes { id } } }`,
    'its scheme': `{ scheme(skillId: "${skillId}") { number } }`,
    'its standings': `{ standings(skillId: "${skillId}") { nodes { place } } }`,
  };
  const found: string[] = [];
  for (const [place, query] of Object.entries(asked)) if ((await visitor.refusalOf(query)) === null) found.push(place);
  if (JSON.stringify(await visitor.read('{ competitions(first: 100) { nodes { slug } } }')).includes(CUP)) found.push('in the list');
  for (const path of [`/${TENANT}`, `/en/${TENANT}`, CUP_PATH, `/en${CUP_PATH}`, CRANE_PATH]) {
    const text = await (await visitor.get(path)).text();
    if (text.includes(CUP_NAME.zh) || text.includes(CUP_NAME.en)) found.push(path);
  }
  return found;
}
