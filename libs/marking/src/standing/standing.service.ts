import { Injectable } from '@nestjs/common';
import type { Entry } from '#competition';
import { Database } from '#database';
import { type Actor, authorise, decodeCursor, type Id, type PageOf, type PageRequest, pageOf } from '#kernel';
import { computeStandings, ENGINE_VERSION } from '#scoring';
import { mayReadMarks } from '../marking.policy.js';
import { Neighbours } from '../neighbours.js';
import type { SchemeVersion } from '../scheme/scheme.repository.js';
import { Schemes } from '../scheme/scheme.service.js';
import { MarkTables, scoringInput } from './mark-table.js';
import { type Stamp, StandingRepository, type StandingRow } from './standing.repository.js';
import { awardOf, breakdownLines, standingRows, tieOf } from './standing.rules.js';

export type StandingsOfSkill = { readonly stamp: Stamp; readonly rows: readonly StandingRow[] };

@Injectable()
export class Standings {
  constructor(
    private readonly database: Database,
    private readonly standings: StandingRepository,
    private readonly schemes: Schemes,
    private readonly tables: MarkTables,
    private readonly rooms: Neighbours,
  ) {}

  /**
   * Computes the standings of a skill from the sheets as they stand, unless they already carry them.
   * Running it twice, late or out of order gives the same rows. Returns whether anything was computed.
   */
  recompute(tenantId: Id, skillId: Id): Promise<boolean> {
    return this.database.transaction(tenantId, async () => {
      await this.standings.lockSkill(tenantId, skillId);
      const version = await this.schemes.findLatest(tenantId, skillId);
      if (version === null) return false;
      const entries = await this.rooms.entries.field(tenantId, skillId);
      const stamp = await this.standings.stamp(tenantId, skillId);
      if (stamp !== null && isCurrent(stamp, await this.tables.version(tenantId, skillId), entries, version)) return false;
      const table = await this.tables.read(tenantId, skillId, version, entries);
      const result = table.compiled.kernel.run(table.marks);
      const rows = standingRows(version.scheme, version.rules, table.entries, table.decisions, result);
      await this.standings.replace(tenantId, skillId, rows, {
        marksVersion: table.marksVersion,
        entriesVersion: versionOf(entries),
        ruleVersion: version.number,
        engineVersion: ENGINE_VERSION,
        inputHash: table.inputHash,
        entries: entries.length,
      });
      return true;
    });
  }

  /**
   * Stored standings that rest on the marks, entries and rules as they stand, and that the plain evaluator has computed again with the
   * same outcome; with breakdowns down to sub-criteria. Null while a computation is due. Throws on any difference: that is a bug.
   */
  async confirmed(tenantId: Id, skillId: Id): Promise<StandingsOfSkill | null> {
    const [stored, version, entries] = await Promise.all([
      this.forSkill(tenantId, skillId),
      this.schemes.latest(tenantId, skillId),
      this.rooms.entries.field(tenantId, skillId),
    ]);
    if (stored === null || !isCurrent(stored.stamp, await this.tables.version(tenantId, skillId), entries, version)) return null;
    const table = await this.tables.read(tenantId, skillId, version, entries);
    const computed = computeStandings(scoringInput(table, version));
    const rows = computed.entries.map((standing, position): StandingRow => {
      const row = stored.rows[position];
      if (
        row === undefined ||
        row.entryId !== standing.entry ||
        outcomeOf(row) !== outcomeOf({ ...standing, points: standing.total, award: awardOf(standing), tie: tieOf(standing) })
      )
        throw new Error(`Stored standings of skill ${skillId} differ from the plain evaluator's at position ${position + 1}`);
      return { ...row, breakdown: breakdownLines(standing.breakdown, version.scheme, version.rules.display.decimals) };
    });
    if (computed.inputHash !== stored.stamp.inputHash || rows.length !== stored.rows.length)
      throw new Error(`The stored standings of skill ${skillId} rest on another input than the plain evaluator's`);
    return { stamp: stored.stamp, rows };
  }

  /** Stored standings of a skill in order, for rooms that have decided who may see them; null before the first computation. */
  async forSkill(tenantId: Id, skillId: Id): Promise<StandingsOfSkill | null> {
    const stamp = await this.standings.stamp(tenantId, skillId);
    return stamp === null ? null : { stamp, rows: await this.standings.forSkill(tenantId, skillId) };
  }

  /** Working standings, before publication, for the officials of the competition. Throws FORBIDDEN, NOT_FOUND. */
  async page(actor: Actor, skillId: Id, page: PageRequest): Promise<PageOf<StandingRow>> {
    const skill = await this.rooms.skill(actor, skillId);
    authorise(mayReadMarks(actor, skill));
    const after = page.after === null ? 0 : Number(decodeCursor(page.after, 1)[0]);
    const rows = await this.standings.page(actor.tenantId, skillId, after, page.first + 1);
    return pageOf(rows, page.first, (row) => [row.sort]);
  }

  /** From what and when the standings were computed. Throws FORBIDDEN, NOT_FOUND. */
  async stamp(actor: Actor, skillId: Id): Promise<Stamp | null> {
    const skill = await this.rooms.skill(actor, skillId);
    authorise(mayReadMarks(actor, skill));
    return this.standings.stamp(actor.tenantId, skillId);
  }
}

function isCurrent(stamp: Stamp, marksVersion: number, entries: readonly Entry[], version: SchemeVersion): boolean {
  return (
    stamp.marksVersion === marksVersion &&
    stamp.entriesVersion === versionOf(entries) &&
    stamp.ruleVersion === version.number &&
    stamp.engineVersion === ENGINE_VERSION
  );
}

/** Grows with every entry and every change of one. */
function versionOf(entries: readonly Entry[]): number {
  return entries.reduce((sum, entry) => sum + entry.version, 0);
}

function outcomeOf({ place, points, scale, award, tie }: Pick<StandingRow, 'place' | 'points' | 'scale' | 'award' | 'tie'>): string {
  return JSON.stringify([place, points, scale, award, tie?.shared ?? false, tie?.decidedBy ?? null]);
}
