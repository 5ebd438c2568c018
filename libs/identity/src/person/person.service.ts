import { Injectable } from '@nestjs/common';
import { Audit } from '#audit';
import { Database, violatedConstraint } from '#database';
import { type Actor, authorise, DomainError, type Id, isId, newId, type PageOf, type PageRequest } from '#kernel';
import { printableName } from '#typeface';
import { mayAct, topsFor } from '../identity.policy.js';
import { Organisations } from '../organisation/organisation.service.js';
import { maskIdNumber, readIdNumber } from './id-number.rules.js';
import { IdNumberVault } from './id-number.vault.js';
import { type Person, PersonRepository, type PersonRow } from './person.repository.js';

export type NewPerson = {
  /** Null is the root union: people who belong to no organisation beneath it. */
  readonly organisationId: Id | null;
  readonly name: string;
  readonly nameLatin?: string | null;
  readonly sex?: 'female' | 'male' | null;
  readonly birthYear?: number | null;
  /** Resident identity number, 18 places. Sex and birth year follow from it where they are not given. */
  readonly idNumber?: string | null;
};

export type PersonDetails = Pick<Person, 'sex' | 'birthYear'> & {
  /** Stars and the last four places. */
  readonly maskedIdNumber: string | null;
};

/** People with and without accounts. Their ID numbers go in and never come out whole. */
@Injectable()
export class People {
  constructor(
    private readonly database: Database,
    private readonly people: PersonRepository,
    private readonly organisations: Organisations,
    private readonly vault: IdNumberVault,
    private readonly audit: Audit,
  ) {}

  /** Throws NOT_FOUND for the organisation, FORBIDDEN, NAME_REFUSED, ID_NUMBER_INVALID, ID_NUMBER_KNOWN. */
  async add(actor: Actor, person: NewPerson): Promise<Person> {
    const [added] = await this.addMany(actor, [person]);
    if (added === undefined) throw new Error('One person in, none out');
    return added;
  }

  /** As `add`, all or none, in one statement; the answer is in the order given, paths name the place (`3.name`). */
  addMany(actor: Actor, given: readonly NewPerson[]): Promise<readonly Person[]> {
    return this.database.transaction(actor.tenantId, async () => {
      const root = given.some((person) => person.organisationId === null) ? (await this.organisations.root(actor.tenantId)).id : null;
      await this.#authorise(actor, new Set(given.map((person) => person.organisationId ?? root).filter((id) => id !== null)));
      const isList = given.length > 1;
      const rows = given.map((person, place) => this.#rowOf(actor.tenantId, person, root, isList ? `${place}.` : ''));
      await this.#insert(actor.tenantId, rows);
      await this.audit.recordAll(
        actor,
        'person.added',
        'person',
        rows.map((row) => row.id),
      );
      return rows.map(withoutIdNumber);
    });
  }

  /** Throws NOT_FOUND. */
  async find(tenantId: Id, id: Id): Promise<Person> {
    const [person] = isId(id) ? await this.people.findByIds(tenantId, [id]) : [];
    if (person === undefined) throw new DomainError('NOT_FOUND');
    return person;
  }

  /** Those that exist, in no particular order. */
  byIds(tenantId: Id, ids: readonly Id[]): Promise<readonly Person[]> {
    return this.people.findByIds(tenantId, ids);
  }

  /**
   * Everyone whom the actor may list, or those of one subtree. Throws FORBIDDEN when there is nobody they may list, NOT_FOUND for an
   * organisation, CURSOR_INVALID.
   */
  async list(actor: Actor, page: PageRequest, organisationId: Id | null = null): Promise<PageOf<Person>> {
    if (organisationId !== null) {
      const organisation = await this.organisations.find(actor.tenantId, organisationId);
      authorise(mayAct(actor, 'listPeople', organisation.id));
      return this.people.listPage(actor.tenantId, [organisation.id], page);
    }
    const tops = topsFor(actor, 'listPeople');
    authorise(tops === null || tops.length > 0);
    return this.people.listPage(actor.tenantId, tops, page);
  }

  /** What is shown only to whoever administers a person, and to the person; others are left out of the answer. */
  async details(actor: Actor, ids: readonly Id[]): Promise<ReadonlyMap<Id, PersonDetails>> {
    const rows = await this.people.findDetails(actor.tenantId, ids);
    const seen = rows.filter(
      ({ id, organisationId }) =>
        (actor.kind === 'person' && actor.personId === id) || (organisationId !== null && mayAct(actor, 'seeDetails', organisationId)),
    );
    return new Map(
      seen.map(({ id, sex, birthYear, cipher }) => {
        const maskedIdNumber = cipher === null ? null : maskIdNumber(this.vault.open(actor.tenantId, id, cipher));
        return [id, { sex, birthYear, maskedIdNumber }];
      }),
    );
  }

  async #authorise(actor: Actor, organisationIds: ReadonlySet<Id>): Promise<void> {
    const found = await this.organisations.byIds(actor.tenantId, [...organisationIds].filter(isId));
    if (found.length !== organisationIds.size) throw new DomainError('NOT_FOUND');
    authorise([...organisationIds].every((id) => mayAct(actor, 'addPerson', id)));
  }

  #rowOf(tenantId: Id, person: NewPerson, root: Id | null, path: string): PersonRow {
    const id = newId();
    const facts = person.idNumber ? readIdNumber(person.idNumber, `${path}idNumber`) : undefined;
    const sealed = facts === undefined ? undefined : this.vault.close(tenantId, id, facts.idNumber);
    return {
      id,
      organisationId: person.organisationId ?? root,
      name: printableName(person.name, `${path}name`),
      nameLatin: person.nameLatin?.trim() || null,
      sex: person.sex ?? facts?.sex ?? null,
      birthYear: person.birthYear ?? facts?.birthYear ?? null,
      version: 1,
      idNumberCipher: sealed?.cipher ?? null,
      idNumberIndex: sealed?.index ?? null,
    };
  }

  async #insert(tenantId: Id, rows: readonly PersonRow[]): Promise<void> {
    try {
      await this.people.insert(tenantId, rows);
    } catch (error) {
      if (violatedConstraint(error) === 'person_tenant_id_id_number_index_key') throw new DomainError('ID_NUMBER_KNOWN');
      throw error;
    }
  }
}

function withoutIdNumber({ idNumberCipher: _cipher, idNumberIndex: _index, ...person }: PersonRow): Person {
  return person;
}
