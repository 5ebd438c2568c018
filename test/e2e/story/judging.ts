import { expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { DEMO_LOGINS } from '#config';
import type { Id } from '#kernel';
import { openBrowser } from '../../support/browser.js';
import { describeWith } from '../../support/tools.js';
import { idOf, MARKS, type Story, step } from './story.js';

type SheetOfJudge = {
  readonly id: Id;
  readonly skillId: Id;
  readonly entryId: Id;
  readonly status: string;
  readonly version: number;
  readonly aspects: readonly { readonly aspect: string; readonly value: string | null; readonly last: string }[];
  readonly history: readonly { readonly aspect: string; readonly value: string; readonly reason: string | null }[];
};

const SHEET = 'id skillId entryId status version aspects { aspect value last } history { aspect value reason }';
const PHONE = { width: 390, height: 844 };

/** The judge marks on a phone without scripts and by plain forms; the chief judge locks, the supervisor confirms. */
export function judging(the: () => Story): void {
  const sheets = async () => {
    const { mySheets } = await the().as.judge.read<{ readonly mySheets: readonly SheetOfJudge[] }>(`{ mySheets { ${SHEET} } }`);
    return mySheets.filter(({ skillId }) => skillId === idOf(the(), 'skill'));
  };
  const sheetOf = async (entryId: Id) => {
    const sheet = (await sheets()).find((one) => one.entryId === entryId);
    if (sheet === undefined) throw new Error('The judge has no such sheet');
    return sheet;
  };

  it('the organiser seats the judge and opens marking; the entries are closed', async () => {
    const organiser = the().as.competition_organiser;
    const query = 'query($id: ID!) { skill(id: $id) { panels { id members { seat personId } } } }';
    const { skill } = await organiser.read<{ readonly skill: { readonly panels: readonly { readonly id: Id }[] } }>(query, {
      id: idOf(the(), 'skill'),
    });
    const chair = { panelId: skill.panels[0]?.id ?? '', seat: 'M1', personId: the().personId.judge };
    expect(await the().as.judge.problemOf('seatJudge', chair)).toBe('FORBIDDEN');
    expect(await organiser.do('seatJudge', chair, 'panel { members { seat personId } }')).toMatchObject({
      panel: { members: [{ seat: 'M1', personId: chair.personId }] },
    });
    await organiser.do('openMarking', await step(the()), 'status');
    const late = { skillId: idOf(the(), 'skill'), kind: 'person', personIds: [the().personId.supervisor] };
    expect(await organiser.problemOf('registerEntry', late)).toBe('REGISTRATION_NOT_OPEN');
    expect((await sheets()).map(({ status }) => status)).toEqual(['open', 'open', 'open']);
    expect(await the().as.chief_judge.problemOf('lockMarks', await step(the()))).toBe('SHEETS_UNSIGNED');
  });

  describeWith(['chromium'], 'the judge in a browser, scripts off, on a phone', () => {
    it('signs in, is shown a mark that is out of range, corrects one with a reason, and signs', async () => {
      const { id } = await sheetOf(idOf(the(), 'entry'));
      await inBrowser(async (page) => {
        const login = DEMO_LOGINS.find(({ role }) => role === 'judge');
        await page.goto(`${the().product.url}/judging`);
        await page.locator('input[name=email]').fill(login?.email ?? '');
        await page.locator('input[name=password]').fill(login?.password ?? '');
        await page.locator('form.form button[type=submit]').click();
        expect(new URL(page.url()).pathname).toBe('/judging');
        await page.locator(`a[href="/judging/${id}"]`).click();

        await fill(page, { ...MARKS[1], 'A1.1': '41' });
        await page.locator('button[value=save]').click();
        expect(await page.getByRole('alert').textContent()).toContain('A1.1');
        expect(await page.locator('[name="mark.A1.1"]').inputValue()).toBe('41');
        expect(await page.locator('[name="mark.B1.1"]').inputValue()).toBe(MARKS[1]?.['B1.1']);
        expect((await sheetOf(idOf(the(), 'entry'))).history).toEqual([]);

        await fill(page, { 'A1.1': '37' });
        await page.locator('button[value=save]').click();
        expect(await page.getByRole('status').textContent()).toContain('3');

        await fill(page, { 'A1.1': '38.5' });
        await page.locator('button[value=save]').click();
        expect(await page.getByRole('alert').count()).toBe(1);
        await page.locator('[name="reason.A1.1"]').fill('看错刻度');
        await page.locator('button[value=sign]').click();
        expect(await page.locator('button[value=save]').count()).toBe(0);
      });
      const sheet = await sheetOf(idOf(the(), 'entry'));
      expect([sheet.status, sheet.history.filter(({ aspect }) => aspect === 'A1.1')]).toEqual([
        'signed',
        [
          { aspect: 'A1.1', value: '37', reason: null },
          { aspect: 'A1.1', value: '38.5', reason: '看错刻度' },
        ],
      ]);
    });
  });

  it('the judge signs every sheet that is still open by its form, but not an incomplete one', async () => {
    const { judge } = the().as;
    const bibs = await bibsOf(the());
    for (const { id, entryId, version } of (await sheets()).filter(({ status }) => status === 'open')) {
      const { 'A1.1': first = '', ...others } = MARKS[bibs.get(entryId) ?? 0] ?? {};
      const early = await judge.post(`/judging/${id}`, { act: 'sign', version: String(version), 'mark.A1.1': first });
      expect([early.status, await early.text()]).toEqual([422, expect.stringContaining('B1.1')]);
      const rest = Object.fromEntries(Object.entries(others).map(([aspect, value]) => [`mark.${aspect}`, value]));
      expect((await judge.post(`/judging/${id}`, { act: 'save', 'mark.A1.1': first, ...rest })).status).toBe(303);
      await refuseStale(id);
      expect((await judge.post(`/judging/${id}`, { act: 'sign', version: String((await sheetOf(entryId)).version) })).status).toBe(303);
    }
    const all = await sheets();
    expect(all.map(({ status }) => status)).toEqual(['signed', 'signed', 'signed']);
    const standing = all.map(({ entryId, aspects }) => [
      bibs.get(entryId),
      Object.fromEntries(aspects.map(({ aspect, value }) => [aspect, Number(value)])),
    ]);
    const wanted = Object.entries(MARKS).map(([bib, marks]) => [
      Number(bib),
      Object.fromEntries(Object.entries(marks).map(([aspect, value]) => [aspect, Number(value)])),
    ]);
    expect(standing.toSorted()).toEqual(wanted);
  });

  const refuseStale = async (sheetId: Id) => {
    const mark = { aspect: 'A1.1', value: '1', last: '0', reason: '复核' };
    const { problem } = await the().as.judge.mutate('enterMarks', { sheetId, marks: [mark] });
    expect([problem?.code, problem?.details]).toMatchObject(['MARKS_REFUSED', [{ path: 'marks.0.value', code: 'MARK_CHANGED' }]]);
  };

  it('a signed sheet takes no more marks, and nobody else’s hand at any time', async () => {
    const { as, anonymous } = the();
    const { id, version } = await sheetOf(idOf(the(), 'entry'));
    const marks = { sheetId: id, marks: [{ aspect: 'A1.1', value: '1', last: '0' }] };
    expect(await as.judge.problemOf('enterMarks', marks)).toBe('SHEET_SIGNED');
    expect(await as.judge.problemOf('signSheet', { sheetId: id, version })).toBe('SHEET_SIGNED');
    expect((await as.judge.post(`/judging/${id}`, { act: 'save', 'mark.A1.1': '1' })).status).toBe(422);
    for (const [visitor, code] of [
      [as.participant, 'NOT_FOUND'],
      [as.enterprise_administrator, 'NOT_FOUND'],
      [as.encryption_officer, 'NOT_FOUND'],
      [anonymous, 'NOT_FOUND'],
      [as.chief_judge, 'SHEET_NOT_YOURS'],
    ] as const) {
      expect(await visitor.problemOf('enterMarks', marks)).toBe(code);
      if (code === 'NOT_FOUND') expect(await visitor.refusalOf(`{ sheet(id: "${id}") { status } }`)).toBe('NOT_FOUND');
    }
  });

  it('the chief judge locks and may not confirm the own lock; the supervisor does', async () => {
    const { as, personId } = the();
    const { chief_judge, supervisor, competition_organiser } = as;
    expect(await supervisor.problemOf('lockMarks', await step(the()))).toBe('FORBIDDEN');
    expect(await chief_judge.problemOf('lockMarks', { ...(await step(the())), version: 99 })).toBe('CONFLICT');
    await chief_judge.do('lockMarks', await step(the()), 'status');
    const { id } = await sheetOf(idOf(the(), 'entry'));
    expect(await as.judge.problemOf('enterMarks', { sheetId: id, marks: [{ aspect: 'A1.1', value: '1', last: '0' }] })).toBe(
      'MARKING_NOT_OPEN',
    );
    expect(await chief_judge.problemOf('confirmMarks', await step(the()))).toBe('FORBIDDEN');
    const where = { organisationId: idOf(the(), 'root'), competitionId: idOf(the(), 'competition') };
    await competition_organiser.do('grantRole', { personId: personId.chief_judge, role: 'supervisor', ...where }, 'grant { id }');
    expect(await chief_judge.problemOf('confirmMarks', await step(the()))).toBe('SAME_PERSON');
    expect(await supervisor.do('confirmMarks', await step(the()), 'status')).toMatchObject({ status: 'checked' });
  });
}

async function bibsOf(story: Story): Promise<ReadonlyMap<Id, number>> {
  const query = 'query($id: ID!) { entries(skillId: $id) { nodes { id bib } } }';
  const { entries } = await story.as.competition_organiser.read<{
    readonly entries: { readonly nodes: readonly { readonly id: Id; readonly bib: number }[] };
  }>(query, { id: idOf(story, 'skill') });
  return new Map(entries.nodes.map(({ id, bib }) => [id, bib]));
}

async function inBrowser(work: (page: Page) => Promise<void>): Promise<void> {
  const browser: Browser = await openBrowser();
  try {
    const context = await browser.newContext({ viewport: PHONE, javaScriptEnabled: false });
    context.setDefaultTimeout(15_000);
    await work(await context.newPage());
  } finally {
    await browser.close();
  }
}

async function fill(page: Page, marks: Readonly<Record<string, string>>): Promise<void> {
  for (const [aspect, value] of Object.entries(marks)) await page.locator(`[name="mark.${aspect}"]`).fill(value);
}
