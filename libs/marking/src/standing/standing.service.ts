import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Entry } from '#competition';
import { Database } from '#database';
import { type Actor, authorise, decodeCursor, type Id, type PageOf, type PageRequest, pageOf } from '#kernel';
import {
  type Standings as Computed,
  computeStandings,
  decodeSheet,
  ENGINE_VERSION,
  encodeSheet,
  type Hasher,
  inputHashWith,
  type Mark,
  marksHashOfSheets,
  type ScoringInput,
  seatsOf,
} from '#scoring';
import { mayReadMarks } from '../marking.policy.js';
import { Neighbours } from '../neighbours.js';
import type { SchemeVersion } from '../scheme/scheme.repository.js';
import { Schemes } from '../scheme/scheme.service.js';
import { type Sheet, SheetRepository } from '../sheet/sheet.repository.js';
import { DecisionRepository } from './decision.repository.js';
import { type Stamp, StandingRepository, type StandingRow } from './standing.repository.js';
import { entryInputs, standingRows } from './standing.rules.js';

export type StandingsOfSkill = { readonly stamp: Stamp; readonly rows: readonly StandingRow[] };

/** Everything a result depends on, read from the sheets in one statement. */
@Injectable()
export class MarksOfSkill {
  constructor(
    private readonly sheets: SheetRepository,
    private readonly decisions: DecisionRepository,
  ) {}

  /** Grows with every change of a sheet and every decision of a tie. */
  async version(tenantId: Id, skillId: Id): Promise<number> {
    return (await this.sheets.marksVersion(tenantId, skillId)) + (await this.decisions.count(tenantId, skillId));
  }

  async read(
    tenantId: Id,
    skillId: Id,
    version: SchemeVersion,
    entries: readonly Entry[],
  ): Promise<{ readonly input: ScoringInput; readonly inputHash: string; readonly marksVersion: number }> {
    const sheets = await this.sheets.forSkill(tenantId, skillId);
    const decisions = await this.decisions.forSkill(tenantId, skillId);
    const input = {
      scheme: version.scheme,
      rules: version.rules,
      entries: entryInputs(entries),
      marks: sheets.flatMap((sheet) => marksOfSheet(version, sheet)),
      ...(decisions.length > 0 ? { decisions } : {}),
    };
    return {
      input,
      inputHash: inputHashWith(input, hashOfSheets(version, entries, sheets)),
      marksVersion: sheets.reduce((sum, sheet) => sum + sheet.version, decisions.length),
    };
  }
}

@Injectable()
export class Standings {
  constructor(
    private readonly database: Database,
    private readonly standings: StandingRepository,
    private readonly schemes: Schemes,
    private readonly marks: MarksOfSkill,
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
      const entries = await this.rooms.entries.forSkill(tenantId, skillId);
      const entriesVersion = entries.reduce((sum, entry) => sum + entry.version, 0);
      const stamp = await this.standings.stamp(tenantId, skillId);
      const before = await this.marks.version(tenantId, skillId);
      if (stamp !== null && isCurrent(stamp, before, entriesVersion, version)) return false;
      const { input, inputHash, marksVersion } = await this.marks.read(tenantId, skillId, version, entries);
      const computed = computeStandings(input);
      await this.standings.replace(tenantId, skillId, standingRows(version.scheme, version.rules.display.decimals, computed.entries), {
        marksVersion,
        entriesVersion,
        ruleVersion: version.number,
        engineVersion: ENGINE_VERSION,
        inputHash,
        entries: entries.length,
      });
      return true;
    });
  }

  /** Whether the stored standings rest on the marks, entries and rules as they stand. */
  async isFresh(tenantId: Id, skillId: Id): Promise<boolean> {
    const [stamp, version, marksVersion, entries] = await Promise.all([
      this.standings.stamp(tenantId, skillId),
      this.schemes.findLatest(tenantId, skillId),
      this.marks.version(tenantId, skillId),
      this.rooms.entries.forSkill(tenantId, skillId),
    ]);
    if (stamp === null || version === null) return false;
    return isCurrent(
      stamp,
      marksVersion,
      entries.reduce((sum, entry) => sum + entry.version, 0),
      version,
    );
  }

  /** Stored standings of a skill in order, for rooms that have decided who may see them; null before the first computation. */
  async forSkill(tenantId: Id, skillId: Id): Promise<StandingsOfSkill | null> {
    const stamp = await this.standings.stamp(tenantId, skillId);
    return stamp === null ? null : { stamp, rows: await this.standings.forSkill(tenantId, skillId) };
  }

  /** Working standings, before publication, for the officials of the competition. Throws FORBIDDEN, NOT_FOUND. */
  async page(actor: Actor, skillId: Id, page: PageRequest): Promise<PageOf<StandingRow>> {
    const skill = await this.rooms.skill(actor.tenantId, skillId);
    authorise(mayReadMarks(actor, skill));
    const after = page.after === null ? 0 : Number(decodeCursor(page.after, 1)[0]);
    const rows = await this.standings.page(actor.tenantId, skillId, after, page.first + 1);
    return pageOf(rows, page.first, (row) => [row.sort]);
  }

  /** From what and when the standings were computed. Throws FORBIDDEN, NOT_FOUND. */
  async stamp(actor: Actor, skillId: Id): Promise<Stamp | null> {
    const skill = await this.rooms.skill(actor.tenantId, skillId);
    authorise(mayReadMarks(actor, skill));
    return this.standings.stamp(actor.tenantId, skillId);
  }

  /** The full computation of a skill with every step, without storing anything. */
  async explain(tenantId: Id, skillId: Id): Promise<Computed> {
    const version = await this.schemes.latest(tenantId, skillId);
    const entries = await this.rooms.entries.forSkill(tenantId, skillId);
    return computeStandings((await this.marks.read(tenantId, skillId, version, entries)).input);
  }
}

function marksOfSheet(version: SchemeVersion, sheet: Sheet): readonly Mark[] {
  return decodeSheet(version.scheme, sheet.marks).flatMap(({ aspect, value }) =>
    value === null ? [] : [{ entry: sheet.entryId, aspect, seat: sheet.seat, value }],
  );
}

function hashOfSheets(version: SchemeVersion, entries: readonly Entry[], sheets: readonly Sheet[]): string {
  const byPlace = new Map(sheets.map((sheet) => [`${sheet.entryId} ${sheet.seat}`, sheet.marks]));
  const empty = encodeSheet(version.scheme, []);
  const seats = seatsOf(version.scheme);
  const inOrder = entries
    .map((entry) => entry.id)
    .toSorted()
    .flatMap((id) => seats.map((seat) => byPlace.get(`${id} ${seat}`) ?? empty));
  return marksHashOfSheets(inOrder, nodeSha256());
}

function nodeSha256(): Hasher {
  const hash = createHash('sha256');
  return { update: (bytes) => void hash.update(bytes), digest: () => hash.digest('hex') };
}

function isCurrent(stamp: Stamp, marksVersion: number, entriesVersion: number, version: SchemeVersion): boolean {
  return (
    stamp.marksVersion === marksVersion &&
    stamp.entriesVersion === entriesVersion &&
    stamp.ruleVersion === version.number &&
    stamp.engineVersion === ENGINE_VERSION
  );
}
