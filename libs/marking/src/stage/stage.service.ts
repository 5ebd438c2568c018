import { Injectable } from '@nestjs/common';
import type { Entry, Skill } from '#competition';
import { Database } from '#database';
import { type Actor, authorise, DomainError, type Id, newId } from '#kernel';
import { encodeSheet, type RuleSet } from '#scoring';
import { LedgerRepository } from '../ledger/ledger.repository.js';
import { recomputeStandings } from '../marking.jobs.js';
import { mayCheckMarks, mayDecideTie, mayLockMarks, mayOpenMarking, mayReadMarks } from '../marking.policy.js';
import { Neighbours } from '../neighbours.js';
import { requiredReason } from '../reason.rules.js';
import type { SchemeVersion } from '../scheme/scheme.repository.js';
import { Schemes } from '../scheme/scheme.service.js';
import { type NewSheet, SheetRepository } from '../sheet/sheet.repository.js';
import { DecisionRepository } from '../standing/decision.repository.js';
import { StandingRepository } from '../standing/standing.repository.js';

export type SkillStep = { readonly skillId: Id; readonly version: number };

export type MarkingProgress = { readonly open: number; readonly signed: number; readonly locked: number };

/** Sheets made by one statement. */
const CHUNK = 5_000;

/** What steps leave behind and what they look back at. */
@Injectable()
export class StageRecords {
  constructor(
    readonly decisions: DecisionRepository,
    readonly ledger: LedgerRepository,
    readonly standings: StandingRepository,
  ) {}
}

/** The steps of a skill's life that concern its marks. */
@Injectable()
export class MarkingStages {
  constructor(
    private readonly database: Database,
    private readonly sheets: SheetRepository,
    private readonly schemes: Schemes,
    private readonly steps: StageRecords,
    private readonly rooms: Neighbours,
  ) {}

  /**
   * Freezes the scheme and makes a sheet for each entry and seat. Throws SCHEME_MISSING, ENTRIES_MISSING, SEATS_MISSING,
   * SKILL_CANNOT_MOVE, CONFLICT.
   */
  open(actor: Actor, input: SkillStep): Promise<Skill> {
    return this.database.transaction(actor.tenantId, async () => {
      const skill = await this.rooms.lockSkill(actor, input.skillId);
      authorise(mayOpenMarking(actor, skill));
      const version = await this.schemes.latest(actor.tenantId, skill.id);
      const moved = await this.rooms.skills.move(actor, { ...input, to: 'marking' });
      const sheets = await this.#sheetsOf(actor.tenantId, skill.id, version);
      const empty = encodeSheet(version.scheme, []);
      for (let start = 0; start < sheets.length; start += CHUNK) {
        await this.sheets.insertAll(actor.tenantId, skill.id, version.id, empty, empty.byteLength / 4, sheets.slice(start, start + CHUNK));
      }
      await this.rooms.news.outbox.add(recomputeStandings, { skillId: skill.id });
      return moved;
    });
  }

  /** The chief judge closes marking once every sheet is signed. Throws SHEETS_UNSIGNED, SKILL_CANNOT_MOVE, CONFLICT. */
  lock(actor: Actor, input: SkillStep): Promise<Skill> {
    return this.database.transaction(actor.tenantId, async () => {
      const skill = await this.rooms.lockSkill(actor, input.skillId);
      authorise(mayLockMarks(actor, skill));
      const moved = await this.rooms.skills.move(actor, { ...input, to: 'locked' });
      const unsigned = await this.sheets.countInStatus(actor.tenantId, skill.id, 'open');
      if (unsigned > 0) throw new DomainError('SHEETS_UNSIGNED', { count: unsigned });
      await this.sheets.setStatusOfSkill(actor.tenantId, skill.id, 'signed', 'locked');
      await this.rooms.news.outbox.add(recomputeStandings, { skillId: skill.id });
      return moved;
    });
  }

  /** A supervisor, never the person who locked nor anyone who marked, confirms the locked marks. Throws SAME_PERSON, TIE_UNDECIDED, SKILL_CANNOT_MOVE, CONFLICT. */
  check(actor: Actor, input: SkillStep): Promise<Skill> {
    return this.database.transaction(actor.tenantId, async () => {
      const skill = await this.rooms.lockSkill(actor, input.skillId);
      authorise(mayCheckMarks(actor, skill));
      const hasMarked =
        actor.kind === 'person' && (await this.steps.ledger.hasMarked(actor.tenantId, skill.competitionId, skill.id, actor.personId));
      if (hasMarked) throw new DomainError('SAME_PERSON', { step: 'checked' });
      const undecided = await this.steps.standings.countOpenTies(actor.tenantId, skill.id);
      if (undecided > 0) throw new DomainError('TIE_UNDECIDED', { count: undecided });
      return this.rooms.skills.move(actor, { ...input, to: 'checked' });
    });
  }

  /** Opens marking again, with a reason; all locked sheets go back to signed. Throws REASON_REQUIRED, SKILL_CANNOT_MOVE, CONFLICT. */
  reopen(actor: Actor, input: SkillStep & { readonly reason: string }): Promise<Skill> {
    return this.database.transaction(actor.tenantId, async () => {
      const reason = requiredReason(input.reason);
      const skill = await this.rooms.lockSkill(actor, input.skillId);
      const moved = await this.rooms.skills.move(actor, { skillId: skill.id, version: input.version, to: 'marking', reason });
      await this.sheets.setStatusOfSkill(actor.tenantId, skill.id, 'locked', 'signed');
      return moved;
    });
  }

  /** Records a human decision of a tie, best first, until the locked marks are confirmed. Throws MARKING_NOT_OPEN, DECISION_INVALID, REASON_REQUIRED, FORBIDDEN. */
  async decideTie(actor: Actor, input: { readonly skillId: Id; readonly entryIds: readonly Id[]; readonly reason: string }): Promise<void> {
    await this.database.transaction(actor.tenantId, async () => {
      const skill = await this.rooms.lockSkill(actor, input.skillId);
      authorise(mayDecideTie(actor, skill));
      if (skill.status !== 'marking' && skill.status !== 'locked') throw new DomainError('MARKING_NOT_OPEN');
      const reason = requiredReason(input.reason);
      const known = new Set((await this.rooms.entries.field(actor.tenantId, skill.id)).map((entry) => entry.id));
      const distinct = new Set(input.entryIds);
      if (distinct.size < 2 || distinct.size !== input.entryIds.length || input.entryIds.some((id) => !known.has(id)))
        throw new DomainError('DECISION_INVALID');
      await this.steps.decisions.insert(actor.tenantId, skill.id, input.entryIds, reason, actor.kind === 'person' ? actor.personId : null);
      await this.rooms.news.audit.record(actor, 'tie.decided', { kind: 'skill', id: skill.id }, { entries: input.entryIds, reason });
      await this.rooms.news.outbox.add(recomputeStandings, { skillId: skill.id });
    });
  }

  /** How many sheets stand where. Throws FORBIDDEN, NOT_FOUND. */
  async progress(actor: Actor, skillId: Id): Promise<MarkingProgress> {
    const skill = await this.rooms.skill(actor, skillId);
    authorise(mayReadMarks(actor, skill));
    const count = (status: 'open' | 'signed' | 'locked') => this.sheets.countInStatus(actor.tenantId, skillId, status);
    return { open: await count('open'), signed: await count('signed'), locked: await count('locked') };
  }

  async #sheetsOf(tenantId: Id, skillId: Id, { scheme, rules }: SchemeVersion): Promise<readonly NewSheet[]> {
    const entries = (await this.rooms.entries.field(tenantId, skillId)).filter((entry) => isMarked(entry, rules));
    if (entries.length === 0) throw new DomainError('ENTRIES_MISSING');
    const panels = new Map((await this.rooms.panels.forSkill(tenantId, skillId)).map((panel) => [panel.code, panel]));
    return scheme.panels.flatMap((panel) => {
      const known = panels.get(panel.id);
      if (known === undefined) throw new DomainError('SEATS_MISSING', { panel: panel.id });
      return entries.flatMap((entry) => panel.seats.map((seat) => ({ id: newId(), entryId: entry.id, panelId: known.id, seat })));
    });
  }
}

/** Guests are marked like everybody else; who is not there is not, nor is a team that is scored by its members. */
function isMarked(entry: Entry, rules: RuleSet): boolean {
  return (entry.status === 'official' || entry.status === 'guest') && (entry.kind === 'person' || rules.teams.kind === 'marked');
}
