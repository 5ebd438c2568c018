import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { Id } from '#kernel';
import { CRANE_PATH, idOf, type Story, step, until, WORKER } from './story.js';

type Published = { readonly publication: { readonly id: Id; readonly sha256: string; readonly number: number; readonly stage: string } };

/** The organiser publishes what the worker computed, and everybody reads it. */
export function publishing(the: () => Story): void {
  const published = async () => {
    const query = 'query($id: ID!) { publication(skillId: $id) { id sha256 number stage } }';
    return (await the().anonymous.read<Published>(query, { id: idOf(the(), 'skill') })).publication;
  };

  describe('results', () => {
    it('are published by the organiser alone: provisional first, then final', async () => {
      const { as, anonymous } = the();
      const skill = await step(the());
      expect(await anonymous.refusalOf(`{ publication(skillId: "${skill.skillId}") { id } }`)).toBe('NOT_PUBLISHED');
      expect((await anonymous.get(CRANE_PATH)).status).toBe(404);
      for (const role of ['participant', 'enterprise_administrator', 'chief_judge', 'supervisor', 'encryption_officer'] as const)
        expect(await as[role].problemOf('publishResults', { ...skill, stage: 'provisional' })).toBe('FORBIDDEN');
      expect(await as.competition_organiser.problemOf('publishResults', { ...skill, stage: 'final' })).toBe('SKILL_CANNOT_MOVE');
      for (const stage of ['provisional', 'final'] as const) {
        const input = { ...(await step(the())), stage };
        await until(async () => {
          const code = await as.competition_organiser.problemOf('publishResults', input);
          if (code !== null && code !== 'STANDINGS_STALE') throw new Error(code);
          return code === null;
        });
        expect((await published()).stage).toBe(stage);
        if (stage === 'provisional')
          expect(await as.competition_organiser.problemOf('issueCertificates', { publicationId: (await published()).id })).toBe(
            'CERTIFICATE_RESULTS_NOT_FINAL',
          );
      }
      the().ids.set('publication', (await published()).id);
      expect(the().product.logOf('worker')).toContain('"job":"marking.recomputeStandings"');
    });

    it('have the places and points that were worked by hand', async () => {
      const query = 'query($id: ID!) { results(skillId: $id) { nodes { bib name place points award } } }';
      expect(await the().anonymous.read(query, { id: idOf(the(), 'skill') })).toMatchObject({
        results: {
          nodes: [
            { bib: '1', name: WORKER, place: 1, points: '92.50', award: 'first-prize' },
            { bib: '3', name: '赵铁柱', place: 2, points: '80.25', award: 'second-prize' },
            { bib: '2', place: 3, points: '75.50', award: null },
          ],
        },
      });
    });

    it('are a page with a tag, in both languages, and a document that hashes to its address', async () => {
      const { anonymous } = the();
      for (const path of [CRANE_PATH, `/en${CRANE_PATH}`]) {
        await until(async () => (await anonymous.get(path)).status === 200, 5_000);
        const page = await anonymous.get(path);
        const etag = page.headers.get('etag') ?? '';
        expect(await page.text()).toContain(WORKER);
        expect((await anonymous.get(path, { 'if-none-match': etag })).status).toBe(304);
        expect((await anonymous.get(path, { 'if-none-match': 'W/"another"' })).status).toBe(200);
      }
      const { sha256 } = await published();
      const document = await anonymous.get(`${CRANE_PATH}/result/${sha256}`);
      expect(document.headers.get('cache-control')).toContain('immutable');
      expect(
        createHash('sha256')
          .update(Buffer.from(await document.arrayBuffer()))
          .digest('hex'),
      ).toBe(sha256);
      expect((await anonymous.get(`${CRANE_PATH}/result/${'0'.repeat(64)}`)).status).toBe(404);
    });
  });

  it('the participant finds the own result with its breakdown', async () => {
    const { participant } = the().as;
    const { me } = await participant.read<{ readonly me: object }>('{ me { person { name grants { role } } memberships { slug } } }');
    expect(me).toEqual({ person: { name: WORKER, grants: [{ role: 'participant' }] }, memberships: [{ slug: 'jianghai' }] });
    const query = 'query($s: ID!, $e: ID!) { result(skillId: $s, entryId: $e) { place breakdown { key points children { key points } } } }';
    expect(await participant.read(query, { s: idOf(the(), 'skill'), e: idOf(the(), 'entry') })).toEqual({
      result: {
        place: 1,
        breakdown: [
          { key: 'A', points: '56.75', children: [{ key: 'A1', points: '56.75' }] },
          { key: 'B', points: '35.75', children: [{ key: 'B1', points: '35.75' }] },
        ],
      },
    });
    const page = await (await participant.get(`/en${CRANE_PATH}/entries/1`)).text();
    for (const text of [WORKER, 'Place 1', '92.50', '56.75', '35.75', '定点吊运']) expect(page).toContain(text);
    expect((await participant.get(`${CRANE_PATH}/entries/99`)).status).toBe(404);
  });

  it.each(['participant', 'encryption_officer', 'enterprise_administrator'] as const)(
    'the %s sees what is public and is refused the rest',
    async (role) => {
      const visitor = the().as[role];
      const skillId = idOf(the(), 'skill');
      expect(await visitor.refusalOf(`{ results(skillId: "${skillId}") { nodes { place } } }`)).toBeNull();
      for (const query of [
        `{ standings(skillId: "${skillId}") { nodes { place } } }`,
        `{ standingsStamp(skillId: "${skillId}") { inputHash } }`,
        `{ scheme(skillId: "${skillId}") { number } }`,
        `{ markingProgress(skillId: "${skillId}") { open } }`,
        `{ ledgerState(skillId: "${skillId}") { rows } }`,
        `{ certificatesOfPublication(publicationId: "${idOf(the(), 'publication')}") { nodes { code } } }`,
      ])
        expect([query, await visitor.refusalOf(query)]).toEqual([query, expect.stringMatching(/^(FORBIDDEN|NOT_FOUND)$/)]);
      for (const name of ['lockMarks', 'confirmMarks', 'openMarking'])
        expect([name, await visitor.problemOf(name, await step(the()))]).toEqual([name, 'FORBIDDEN']);
    },
  );
}
