import { Injectable } from '@nestjs/common';
import { Database } from '#database';
import { type Actor, DomainError, type Id, type ProblemDetail } from '#kernel';
import { type Mark } from '#scoring';
import { recomputeStandings } from '../marking.jobs.js';
import { Neighbours } from '../neighbours.js';
import { Schemes } from '../scheme/scheme.service.js';
import { type Sheet, SheetRepository, type WrittenSheet } from './sheet.repository.js';
import { type MarkInput, weighMarks } from './sheet.rules.js';

/** Sheets written by one statement. */
const CHUNK = 500;

/** Marks that come all at once, from a package or from paper, into sheets that hold none yet. */
@Injectable()
export class MarkImport {
  constructor(
    private readonly database: Database,
    private readonly sheets: SheetRepository,
    private readonly schemes: Schemes,
    private readonly rooms: Neighbours,
  ) {}

  /**
   * Writes all marks of a skill through the ledger, all or nothing; `entry` of a mark is the entry's id. For system actors:
   * whoever calls has decided who may. Throws MARKS_REFUSED (paths `marks.<i>`), MARKS_ALREADY_THERE, MARKING_NOT_OPEN, FORBIDDEN.
   */
  importMarks(actor: Actor, skillId: Id, marks: readonly Mark[]): Promise<number> {
    if (actor.kind !== 'system') throw new DomainError('FORBIDDEN');
    return this.database.transaction(actor.tenantId, async () => {
      const skill = await this.rooms.lockSkill(actor, skillId);
      if (skill.status !== 'marking') throw new DomainError('MARKING_NOT_OPEN');
      const sheets = await this.sheets.forSkill(actor.tenantId, skillId);
      if (sheets.some((sheet) => sheet.version > 0)) throw new DomainError('MARKS_ALREADY_THERE');
      const written = await this.#weigh(actor.tenantId, skillId, sheets, marks);
      const scope = { tenantId: actor.tenantId, competitionId: skill.competitionId, personId: null };
      for (let start = 0; start < written.length; start += CHUNK) {
        await this.sheets.writeAll(scope, skillId, written.slice(start, start + CHUNK));
      }
      await this.rooms.news.audit.record(
        actor,
        'marks.imported',
        { kind: 'skill', id: skillId },
        { marks: marks.length, sheets: written.length },
      );
      await this.rooms.news.outbox.add(recomputeStandings, { skillId });
      return marks.length;
    });
  }

  async #weigh(tenantId: Id, skillId: Id, sheets: readonly Sheet[], marks: readonly Mark[]): Promise<readonly WrittenSheet[]> {
    const { scheme } = await this.schemes.latest(tenantId, skillId);
    const codes = new Map((await this.rooms.panels.forSkill(tenantId, skillId)).map((panel) => [panel.id, panel.code]));
    const panelOf = new Map(scheme.panels.flatMap((panel) => panel.seats.map((seat) => [seat, panel.id] as const)));
    const byPlace = new Map(sheets.map((sheet) => [`${sheet.entryId} ${codes.get(sheet.panelId)} ${sheet.seat}`, sheet]));
    const inputs = new Map<Sheet, { readonly input: MarkInput; readonly position: number }[]>();
    const refused: ProblemDetail[] = [];
    for (const [position, mark] of marks.entries()) {
      const sheet = byPlace.get(`${mark.entry} ${panelOf.get(mark.seat)} ${mark.seat}`);
      if (sheet === undefined) {
        refused.push({ path: `marks.${position}`, code: 'NOT_FOUND' });
        continue;
      }
      const list = inputs.get(sheet) ?? [];
      list.push({ input: { aspect: mark.aspect, value: mark.value, last: '0' }, position });
      inputs.set(sheet, list);
    }
    const written = [...inputs].map(([sheet, list]) => {
      const weighed = weighMarks(
        scheme,
        codes.get(sheet.panelId) ?? '',
        sheet,
        list.map(({ input }) => input),
      );
      for (const detail of weighed.refused) refused.push({ ...detail, path: `marks.${list[Number(detail.path.split('.')[1])]?.position}` });
      return { sheet, marks: weighed.marks, written: weighed.accepted };
    });
    if (refused.length > 0) throw new DomainError('MARKS_REFUSED', { count: refused.length }, refused.slice(0, 200));
    return written;
  }
}
