import { Injectable } from '@nestjs/common';
import type { Competition, EntryWithPeople, Skill } from '#competition';
import { Database } from '#database';
import { People } from '#identity';
import { type Actor, authorise, type Id } from '#kernel';
import { type CompetitionPackage, type EntryInput, PACKAGE_FORMAT, type PackageEntry, type PackageJudge, seatsOf } from '#scoring';
import { mayReadMarks } from '../marking.policy.js';
import { Neighbours } from '../neighbours.js';
import { Schemes } from '../scheme/scheme.service.js';
import { MarkTables, scoringInput } from '../standing/mark-table.js';

export type ExportedPackage = {
  readonly package: CompetitionPackage;
  /** Of the very input that standings are computed from: `inputHashOf(inputOf(package))` gives the same. */
  readonly inputHash: string;
  readonly competition: Competition;
  readonly skill: Skill;
};

@Injectable()
export class PackageExport {
  constructor(
    private readonly database: Database,
    private readonly rooms: Neighbours,
    private readonly schemes: Schemes,
    private readonly tables: MarkTables,
    private readonly people: People,
  ) {}

  /** One skill as anyone can score it again. For officials of the competition. Throws NOT_FOUND, FORBIDDEN, SCHEME_MISSING. */
  export(actor: Actor, skillId: Id): Promise<ExportedPackage> {
    return this.database.transaction(actor.tenantId, async () => {
      const skill = await this.rooms.lockSkill(actor, skillId);
      authorise(mayReadMarks(actor, skill));
      const competition = await this.rooms.competitions.find(actor.tenantId, skill.competitionId);
      const version = await this.schemes.latest(actor.tenantId, skillId);
      const entries = await this.rooms.entries.forSkill(actor.tenantId, skillId);
      const table = await this.tables.read(actor.tenantId, skillId, version, entries);
      const input = scoringInput(table, version);
      const known = new Map(entries.map((entry) => [entry.id, entry]));
      const { name, timeZone, startsOn, endsOn } = competition;
      const pkg: CompetitionPackage = {
        format: PACKAGE_FORMAT,
        competition: { name, timeZone, startsOn, endsOn },
        skill: { name: skill.name, code: skill.code },
        ...input,
        entries: input.entries.map((entry) => named(entry, known.get(entry.id))),
        judges: await this.#judges(actor.tenantId, skillId, new Set(seatsOf(version.scheme))),
      };
      return { package: pkg, inputHash: table.inputHash, competition, skill };
    });
  }

  async #judges(tenantId: Id, skillId: Id, seats: ReadonlySet<string>): Promise<readonly PackageJudge[]> {
    const panels = await this.rooms.panels.forSkill(tenantId, skillId);
    const held = panels.flatMap(({ members }) => members).filter(({ seat }) => seats.has(seat));
    const people = await this.people.byIds(tenantId, [...new Set(held.flatMap(({ personId }) => personId ?? []))]);
    const names = new Map(people.map(({ id, name }) => [id, name]));
    return held.flatMap(({ seat, personId }) => {
      const name = personId === null ? undefined : names.get(personId);
      return name === undefined ? [] : [{ seat, name }];
    });
  }
}

function named(entry: EntryInput, known: EntryWithPeople | undefined): PackageEntry {
  const persons = entry.kind === 'team' && entry.members === undefined ? (known?.members ?? []).map(({ name }) => name) : [];
  return { ...entry, name: known?.name ?? '', ...(persons.length === 0 ? {} : { persons }) };
}
