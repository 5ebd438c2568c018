import { Injectable } from '@nestjs/common';
import { Organisations, People } from '#identity';
import { DomainError, type Id, isId } from '#kernel';
import type { Entry, EntryMember, EntryWithPeople } from './entry.entity.js';

type Known = { readonly id: Id; readonly name: string; readonly organisationId: Id | null };

/** Who stands behind entries: asks identity, never its tables. */
@Injectable()
export class Roster {
  constructor(
    private readonly people: People,
    private readonly organisations: Organisations,
  ) {}

  /** The persons, in the order asked for. Throws NOT_FOUND when one is not of this tenant. */
  async persons(tenantId: Id, ids: readonly Id[]): Promise<readonly Known[]> {
    const known = new Map(
      (ids.length === 0 || !ids.every(isId) ? [] : await this.people.byIds(tenantId, [...new Set(ids)])).map((person) => [
        person.id,
        person,
      ]),
    );
    return ids.map((id) => {
      const person = known.get(id);
      if (person === undefined) throw new DomainError('NOT_FOUND');
      return person;
    });
  }

  /** Throws NOT_FOUND when one of the organisations is not of this tenant. */
  async requireOrganisations(tenantId: Id, ids: readonly Id[]): Promise<void> {
    const wanted = new Set(ids);
    if (wanted.size === 0) return;
    if (!ids.every(isId) || (await this.organisations.byIds(tenantId, [...wanted])).length !== wanted.size)
      throw new DomainError('NOT_FOUND');
  }

  /** Entries with the names of their people and organisations. */
  async describe(tenantId: Id, entries: readonly Entry[], members: readonly EntryMember[]): Promise<readonly EntryWithPeople[]> {
    const organisationIds = [...new Set(entries.flatMap(({ organisationId }) => organisationId ?? []))];
    const personIds = [...new Set(members.map(({ personId }) => personId))];
    const organisations = new Map(
      (organisationIds.length === 0 ? [] : await this.organisations.byIds(tenantId, organisationIds)).map(({ id, name }) => [
        id,
        { id, name },
      ]),
    );
    const names = new Map((await this.persons(tenantId, personIds)).map(({ id, name }) => [id, name]));
    const membersByEntry = Map.groupBy(members, ({ entryId }) => entryId);
    return entries.map((entry) => ({
      ...entry,
      members: (membersByEntry.get(entry.id) ?? []).map(({ personId }) => ({ personId, name: names.get(personId) ?? '' })),
      organisation: entry.organisationId === null ? null : (organisations.get(entry.organisationId) ?? null),
    }));
  }
}
