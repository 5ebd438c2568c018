import { Injectable } from '@nestjs/common';
import { Database } from '#database';
import { decodeCursor, type Id, isId, type PageOf, type PageRequest, pageOf } from '#kernel';

export type Person = {
  readonly id: Id;
  readonly organisationId: Id | null;
  readonly name: string;
  readonly nameLatin: string | null;
  readonly sex: 'female' | 'male' | null;
  /** Calendar year. */
  readonly birthYear: number | null;
  readonly version: number;
};

export type PersonRow = Person & { readonly idNumberCipher: Uint8Array | null; readonly idNumberIndex: Uint8Array | null };

export type StoredDetails = Pick<Person, 'id' | 'organisationId' | 'sex' | 'birthYear'> & { readonly cipher: Uint8Array | null };

const COLUMNS = `
  select p.id, p.organisation_id as "organisationId", p.name, p.name_latin as "nameLatin", p.sex, p.birth_year as "birthYear", p.version
    from app.person p`;

@Injectable()
export class PersonRepository {
  constructor(private readonly database: Database) {}

  findByIds(tenantId: Id, ids: readonly Id[]): Promise<Person[]> {
    return this.database.read<Person>(tenantId, `${COLUMNS} where p.tenant_id = $1 and p.id = any($2)`, [tenantId, ids]);
  }

  /** Everyone at or beneath the tops, oldest entry first; `null` is the whole tenant. */
  async listPage(tenantId: Id, tops: readonly Id[] | null, page: PageRequest): Promise<PageOf<Person>> {
    const after = page.after === null ? null : decodeCursor(page.after, 1)[0];
    const rows = await this.database.read<Person>(
      tenantId,
      `${COLUMNS}
        where p.tenant_id = $1 and p.id > $2
          and ($3::uuid[] is null or p.organisation_id = any(array(
            select c.descendant_id from app.organisation_closure c where c.tenant_id = $1 and c.ancestor_id = any($3))))
        order by p.id limit $4`,
      [tenantId, isId(after) ? after : FIRST_ID, tops, page.first + 1],
    );
    return pageOf(rows, page.first, (row) => [row.id]);
  }

  findDetails(tenantId: Id, ids: readonly Id[]): Promise<StoredDetails[]> {
    return this.database.read<StoredDetails>(
      tenantId,
      `select p.id, p.organisation_id as "organisationId", p.sex, p.birth_year as "birthYear", p.id_number_cipher as cipher
         from app.person p where p.tenant_id = $1 and p.id = any($2)`,
      [tenantId, ids],
    );
  }

  /** All in one statement. */
  async insert(tenantId: Id, people: readonly PersonRow[]): Promise<void> {
    await this.database.change(
      `insert into app.person (tenant_id, id, organisation_id, name, name_latin, sex, birth_year, id_number_cipher, id_number_index)
       select $1, * from unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::int[], $8::bytea[], $9::bytea[])`,
      [
        tenantId,
        people.map((person) => person.id),
        people.map((person) => person.organisationId),
        people.map((person) => person.name),
        people.map((person) => person.nameLatin),
        people.map((person) => person.sex),
        people.map((person) => person.birthYear),
        people.map((person) => person.idNumberCipher),
        people.map((person) => person.idNumberIndex),
      ],
    );
  }
}

const FIRST_ID = '00000000-0000-0000-0000-000000000000';
