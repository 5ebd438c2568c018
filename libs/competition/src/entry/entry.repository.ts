import { Injectable } from '@nestjs/common';
import { Database } from '#database';
import { DomainError, decodeCursor, type Id, isId, type PageOf, type PageRequest, pageOf } from '#kernel';
import type { EntriesInSight } from '../competition.policy.js';
import type { Entry, EntryMember } from './entry.entity.js';

const COLUMNS = `e.id, e.skill_id as "skillId", e.organisation_id as "organisationId", e.bib, e.kind, e.status, e.name,
  e.team_entry_id as "teamId", e.facts, e.version, e.created_at as "createdAt"`;

export type NewEntry = Omit<Entry, 'version' | 'createdAt'> & { readonly personIds: readonly Id[] };

@Injectable()
export class EntryRepository {
  constructor(private readonly database: Database) {}

  /** All entries of one skill in one statement each for entries and members. Teams come before those that score for them. */
  async insertAll(tenantId: Id, skillId: Id, entries: readonly NewEntry[]): Promise<void> {
    await this.database.query(
      `insert into app.entry (tenant_id, skill_id, id, organisation_id, bib, kind, status, name, team_entry_id, facts)
       select $1, $2, e.id, e.organisation, e.bib, e.kind, e.status, e.name, e.team, e.facts::jsonb
       from unnest($3::uuid[], $4::uuid[], $5::integer[], $6::text[], $7::text[], $8::text[], $9::uuid[], $10::text[])
         as e (id, organisation, bib, kind, status, name, team, facts)`,
      [
        tenantId,
        skillId,
        entries.map(({ id }) => id),
        entries.map(({ organisationId }) => organisationId),
        entries.map(({ bib }) => bib),
        entries.map(({ kind }) => kind),
        entries.map(({ status }) => status),
        entries.map(({ name }) => name),
        entries.map(({ teamId }) => teamId),
        entries.map(({ facts }) => JSON.stringify(facts)),
      ],
    );
    const members = entries.flatMap(({ id, personIds }) => personIds.map((personId, index) => ({ id, personId, position: index + 1 })));
    if (members.length === 0) return;
    await this.database.query(
      `insert into app.entry_member (tenant_id, skill_id, entry_id, position, person_id)
       select $1, $2, m.entry, m.position, m.person from unnest($3::uuid[], $4::integer[], $5::uuid[]) as m (entry, position, person)`,
      [tenantId, skillId, members.map(({ id }) => id), members.map(({ position }) => position), members.map(({ personId }) => personId)],
    );
  }

  /** Writes the status if `version` is still the stored one; null when it is not. */
  async replaceStatus(tenantId: Id, entry: Entry): Promise<Entry | null> {
    const rows = await this.database.query<Entry>(
      `update app.entry as e set status = $4, version = e.version + 1
       where e.tenant_id = $1 and e.id = $2 and e.version = $3 returning ${COLUMNS}`,
      [tenantId, entry.id, entry.version, entry.status],
    );
    return rows[0] ?? null;
  }

  async find(tenantId: Id, id: Id): Promise<Entry> {
    const [row] = isId(id) ? await this.byIds(tenantId, [id]) : [];
    if (row === undefined) throw new DomainError('NOT_FOUND');
    return row;
  }

  byIds(tenantId: Id, ids: readonly Id[]): Promise<readonly Entry[]> {
    return this.database.read<Entry>(tenantId, `select ${COLUMNS} from app.entry e where e.tenant_id = $1 and e.id = any($2::uuid[])`, [
      tenantId,
      ids,
    ]);
  }

  /** Every entry of the skill, by number. */
  forSkill(tenantId: Id, skillId: Id): Promise<readonly Entry[]> {
    return this.database.read<Entry>(
      tenantId,
      `select ${COLUMNS} from app.entry e where e.tenant_id = $1 and e.skill_id = $2 order by e.bib`,
      [tenantId, skillId],
    );
  }

  /** By number, only what is in sight. */
  async listPage(tenantId: Id, skillId: Id, sight: EntriesInSight, { first, after }: PageRequest): Promise<PageOf<Entry>> {
    const [bib] = after === null ? [0] : decodeCursor(after, 1);
    if (typeof bib !== 'number' || !Number.isSafeInteger(bib)) throw new DomainError('CURSOR_INVALID');
    const rows = await this.database.read<Entry>(
      tenantId,
      `select ${COLUMNS} from app.entry e
       where e.tenant_id = $1 and e.skill_id = $2 and e.bib > $3::bigint
         and ($4::boolean or e.organisation_id = any($5::uuid[])
              or exists (select from app.entry_member m where m.tenant_id = $1 and m.entry_id = e.id and m.person_id = $6))
       order by e.bib limit $7`,
      [tenantId, skillId, bib, sight.all, sight.organisationIds, sight.personId, first + 1],
    );
    return pageOf(rows, first, (row) => [row.bib]);
  }

  /** In their order within each entry. */
  membersOf(tenantId: Id, entryIds: readonly Id[]): Promise<readonly EntryMember[]> {
    return this.database.read<EntryMember>(
      tenantId,
      `select m.entry_id as "entryId", m.position, m.person_id as "personId" from app.entry_member m
       where m.tenant_id = $1 and m.entry_id = any($2::uuid[]) order by m.entry_id, m.position`,
      [tenantId, entryIds],
    );
  }

  membersOfSkill(tenantId: Id, skillId: Id): Promise<readonly EntryMember[]> {
    return this.database.read<EntryMember>(
      tenantId,
      `select m.entry_id as "entryId", m.position, m.person_id as "personId" from app.entry_member m
       where m.tenant_id = $1 and m.skill_id = $2 order by m.entry_id, m.position`,
      [tenantId, skillId],
    );
  }

  /** Entries of the skill in which one of the persons already stands. */
  withPersons(tenantId: Id, skillId: Id, personIds: readonly Id[]): Promise<readonly (EntryMember & { readonly bib: number })[]> {
    return this.database.read(
      tenantId,
      `select m.entry_id as "entryId", m.position, m.person_id as "personId", e.bib
       from app.entry_member m join app.entry e on e.tenant_id = m.tenant_id and e.id = m.entry_id
       where m.tenant_id = $1 and m.skill_id = $2 and m.person_id = any($3::uuid[]) order by e.bib`,
      [tenantId, skillId, personIds],
    );
  }

  /** Entries of a person in all skills, newest first. */
  forPerson(tenantId: Id, personId: Id): Promise<readonly Entry[]> {
    return this.database.read<Entry>(
      tenantId,
      `select ${COLUMNS} from app.entry e join app.entry_member m on m.tenant_id = e.tenant_id and m.entry_id = e.id
       where m.tenant_id = $1 and m.person_id = $2 order by e.id desc`,
      [tenantId, personId],
    );
  }

  /** How many entries of each organisation count against its limit in the skill. */
  async roomUsed(tenantId: Id, skillId: Id, organisationIds: readonly Id[]): Promise<ReadonlyMap<Id, number>> {
    const rows = await this.database.query<{ organisationId: Id; used: number }>(
      `select e.organisation_id as "organisationId", count(*)::integer as used from app.entry e
       where e.tenant_id = $1 and e.skill_id = $2 and e.organisation_id = any($3::uuid[]) and e.status not in ('guest', 'withdrawn')
       group by e.organisation_id`,
      [tenantId, skillId, organisationIds],
    );
    return new Map(rows.map(({ organisationId, used }) => [organisationId, used]));
  }

  /** How many entries each of the skills has; a skill without any is missing. */
  async countForSkills(tenantId: Id, skillIds: readonly Id[]): Promise<ReadonlyMap<Id, number>> {
    const rows = await this.database.read<{ skillId: Id; entries: number }>(
      tenantId,
      `select e.skill_id as "skillId", count(*)::integer as entries from app.entry e
       where e.tenant_id = $1 and e.skill_id = any($2::uuid[]) group by e.skill_id`,
      [tenantId, skillIds],
    );
    return new Map(rows.map(({ skillId, entries }) => [skillId, entries]));
  }

  /** How many entries of some organisations each of the skills has; a skill without any is missing. */
  async countOfOrganisations(tenantId: Id, skillIds: readonly Id[], organisationIds: readonly Id[]): Promise<ReadonlyMap<Id, number>> {
    const rows = await this.database.read<{ skillId: Id; entries: number }>(
      tenantId,
      `select e.skill_id as "skillId", count(*)::integer as entries from app.entry e
       where e.tenant_id = $1 and e.skill_id = any($2::uuid[]) and e.organisation_id = any($3::uuid[]) group by e.skill_id`,
      [tenantId, skillIds, organisationIds],
    );
    return new Map(rows.map(({ skillId, entries }) => [skillId, entries]));
  }

  async bibsOf(tenantId: Id, skillId: Id): Promise<ReadonlySet<number>> {
    const rows = await this.database.query<{ bib: number }>('select e.bib from app.entry e where e.tenant_id = $1 and e.skill_id = $2', [
      tenantId,
      skillId,
    ]);
    return new Set(rows.map(({ bib }) => bib));
  }
}
