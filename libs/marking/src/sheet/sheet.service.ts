import { Injectable } from '@nestjs/common';
import { Database } from '#database';
import { type Actor, authorise, DomainError, type Id, isId } from '#kernel';
import { recomputeStandings } from '../marking.jobs.js';
import { mayEnterMarks, mayReadSheet, mayReturnSheet } from '../marking.policy.js';
import { Neighbours, type SkillInPlace } from '../neighbours.js';
import { requiredReason } from '../reason.rules.js';
import { Schemes } from '../scheme/scheme.service.js';
import { type Sheet, SheetRepository } from './sheet.repository.js';
import { type MarkInput, type SheetAspect, standingAspects, unmarkedAspects, weighMarks } from './sheet.rules.js';

export type EnterMarks = { readonly sheetId: Id; readonly marks: readonly MarkInput[] };
export type SheetStep = { readonly sheetId: Id; readonly version: number };

/** More marks than any sheet has aspects. */
const MOST_MARKS = 2_000;

@Injectable()
export class Sheets {
  constructor(
    private readonly database: Database,
    private readonly sheets: SheetRepository,
    private readonly schemes: Schemes,
    private readonly rooms: Neighbours,
  ) {}

  /**
   * Writes one judge's marks, each compared with the last mark that the judge saw, and asks for new standings.
   * All or nothing: MARKS_REFUSED lists every mark that cannot stand (MARK_CHANGED names the value that does).
   * A repeated request changes nothing. Throws SHEET_NOT_YOURS, SHEET_SIGNED, MARKING_NOT_OPEN, NOT_FOUND.
   */
  enterMarks(actor: Actor, input: EnterMarks): Promise<Sheet> {
    return this.database.transaction(actor.tenantId, async () => {
      const sheet = await this.#lock(actor.tenantId, input.sheetId);
      const seat = await this.#seatOf(actor.tenantId, sheet);
      if (!mayEnterMarks(actor, seat.personId)) await this.#refuseStranger(actor, sheet, seat.personId);
      const skill = await this.rooms.skills.find(actor.tenantId, sheet.skillId);
      if (skill.status !== 'marking') throw new DomainError('MARKING_NOT_OPEN');
      if (sheet.status !== 'open') throw new DomainError('SHEET_SIGNED');
      if (input.marks.length === 0) throw new DomainError('MARKS_MISSING');
      if (input.marks.length > MOST_MARKS) throw new DomainError('TOO_LARGE');
      const { scheme } = await this.schemes.get(actor.tenantId, sheet.schemeId);
      const weighed = weighMarks(scheme, seat.panelCode, sheet, input.marks);
      if (weighed.refused.length > 0) throw new DomainError('MARKS_REFUSED', { count: weighed.refused.length }, weighed.refused);
      if (weighed.accepted.length === 0) return sheet;
      const scope = {
        tenantId: actor.tenantId,
        competitionId: skill.competitionId,
        personId: actor.kind === 'person' ? actor.personId : null,
      };
      const marked = await this.sheets.write(scope, sheet, weighed.marks, weighed.accepted);
      if (marked === null) throw new DomainError('CONFLICT', { version: sheet.version });
      await this.rooms.news.audit.record(
        actor,
        'marks.entered',
        { kind: 'sheet', id: sheet.id },
        { count: weighed.accepted.length, version: marked.version },
      );
      await this.rooms.news.outbox.add(recomputeStandings, { skillId: sheet.skillId });
      return marked;
    });
  }

  /** The judge signs a complete sheet; it is read-only from then on. Throws SHEET_INCOMPLETE naming the aspects, CONFLICT. */
  sign(actor: Actor, input: SheetStep): Promise<Sheet> {
    return this.database.transaction(actor.tenantId, async () => {
      const sheet = await this.#lock(actor.tenantId, input.sheetId);
      const seat = await this.#seatOf(actor.tenantId, sheet);
      if (!mayEnterMarks(actor, seat.personId)) await this.#refuseStranger(actor, sheet, seat.personId);
      await this.#requireMarking(actor, sheet.skillId);
      if (sheet.status !== 'open') throw new DomainError('SHEET_SIGNED');
      requireVersion(sheet, input.version);
      const { scheme } = await this.schemes.get(actor.tenantId, sheet.schemeId);
      const missing = unmarkedAspects(scheme, seat.panelCode, sheet);
      if (missing.length > 0) {
        const details = missing.map((aspect) => ({ path: `aspects.${aspect}`, code: 'REQUIRED', params: { field: aspect } }));
        throw new DomainError('SHEET_INCOMPLETE', { count: missing.length }, details);
      }
      const signed = await this.sheets.setStatus(
        actor.tenantId,
        sheet.id,
        input.version,
        'signed',
        actor.kind === 'person' ? actor.personId : null,
      );
      if (signed === null) throw new DomainError('CONFLICT', { version: sheet.version });
      await this.rooms.news.audit.record(actor, 'sheet.signed', { kind: 'sheet', id: sheet.id }, { version: signed.version });
      await this.rooms.news.outbox.add(recomputeStandings, { skillId: sheet.skillId });
      return signed;
    });
  }

  /** The chief judge returns a signed sheet to its judge, with a reason. Throws REASON_REQUIRED, SHEET_NOT_SIGNED, CONFLICT. */
  returnToJudge(actor: Actor, input: SheetStep & { readonly reason: string }): Promise<Sheet> {
    return this.database.transaction(actor.tenantId, async () => {
      const sheet = await this.#lock(actor.tenantId, input.sheetId);
      const skill = await this.#requireMarking(actor, sheet.skillId);
      authorise(mayReturnSheet(actor, skill));
      const reason = requiredReason(input.reason);
      if (sheet.status !== 'signed') throw new DomainError('SHEET_NOT_SIGNED');
      requireVersion(sheet, input.version);
      const opened = await this.sheets.setStatus(actor.tenantId, sheet.id, input.version, 'open', null);
      if (opened === null) throw new DomainError('CONFLICT', { version: sheet.version });
      await this.rooms.news.audit.record(actor, 'sheet.returned', { kind: 'sheet', id: sheet.id }, { reason, version: opened.version });
      return opened;
    });
  }

  /** One sheet for its judge, the chief judge, a supervisor or the organiser. NOT_FOUND for everybody else. */
  async get(actor: Actor, sheetId: Id): Promise<Sheet> {
    const sheet = isId(sheetId) ? await this.sheets.find(actor.tenantId, sheetId) : null;
    if (sheet === null) throw new DomainError('NOT_FOUND');
    const seat = await this.#seatOf(actor.tenantId, sheet);
    if (mayEnterMarks(actor, seat.personId)) return sheet;
    const skill = await this.rooms.skill(actor, sheet.skillId);
    if (!mayReadSheet(actor, seat.personId, skill)) throw new DomainError('NOT_FOUND');
    return sheet;
  }

  /** The sheets of every seat that the person holds, seat by seat. */
  async mine(actor: Actor): Promise<readonly Sheet[]> {
    if (actor.kind !== 'person') return [];
    const seats = await this.rooms.panels.seatsOf(actor.tenantId, actor.personId);
    const lists = await Promise.all(seats.map((seat) => this.sheets.forSeat(actor.tenantId, seat.panelId, seat.seat)));
    return lists.flat();
  }

  /** The aspects of sheets with the marks that stand, for sheets that the reader has been shown. */
  async aspectsOf(tenantId: Id, sheetIds: readonly Id[]): Promise<ReadonlyMap<Id, readonly SheetAspect[]>> {
    const sheets = await this.sheets.byIds(tenantId, sheetIds);
    const panels = new Map<Id, string>();
    for (const panelId of new Set(sheets.map((sheet) => sheet.panelId)))
      panels.set(panelId, (await this.rooms.panels.find(tenantId, panelId)).code);
    const versions = await Promise.all(sheets.map((sheet) => this.schemes.get(tenantId, sheet.schemeId)));
    return new Map(
      sheets.flatMap((sheet, index) => {
        const version = versions[index];
        return version === undefined ? [] : [[sheet.id, standingAspects(version.scheme, panels.get(sheet.panelId) ?? '', sheet)] as const];
      }),
    );
  }

  async #lock(tenantId: Id, sheetId: Id): Promise<Sheet> {
    const sheet = await this.sheets.lock(tenantId, sheetId);
    if (sheet === null) throw new DomainError('NOT_FOUND');
    return sheet;
  }

  async #seatOf(tenantId: Id, sheet: Sheet): Promise<{ readonly panelCode: string; readonly personId: Id | null }> {
    const panel = await this.rooms.panels.find(tenantId, sheet.panelId);
    const holder = panel.members.find((member) => member.seat === sheet.seat);
    return { panelCode: panel.code, personId: holder?.personId ?? null };
  }

  async #requireMarking(actor: Actor, skillId: Id): Promise<SkillInPlace> {
    const skill = await this.rooms.skill(actor, skillId);
    if (skill.status !== 'marking') throw new DomainError('MARKING_NOT_OPEN');
    return skill;
  }

  async #refuseStranger(actor: Actor, sheet: Sheet, holderId: Id | null): Promise<never> {
    const skill = await this.rooms.skill(actor, sheet.skillId);
    throw new DomainError(mayReadSheet(actor, holderId, skill) ? 'SHEET_NOT_YOURS' : 'NOT_FOUND');
  }
}

function requireVersion(sheet: Sheet, version: number): void {
  if (sheet.version !== version) throw new DomainError('CONFLICT', { version: sheet.version });
}
