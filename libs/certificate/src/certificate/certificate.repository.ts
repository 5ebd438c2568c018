import { Injectable } from '@nestjs/common';
import { Database } from '#database';
import { DomainError, decodeCursor, type Id, isId, newId, type PageOf, type PageRequest, pageOf } from '#kernel';
import type { Certificate, CertificateEvent } from './certificate.entity.js';
import type { CertificateStatus } from './certificate.rules.js';

const COLUMNS = `c.id, c.code, c.subject_id as "entryId", c.holder_id as "holderId", c.holder_name as "holderName", c.award,
  c.publication_id as "publicationId", encode(c.publication_sha256, 'hex') as "publicationSha256", c.content -> 'printed' as content, c.content -> 'origin' as origin,
  encode(c.document_sha256, 'hex') as "documentSha256", c.status, c.version, c.issued_at as "issuedAt"`;

export type NewCertificate = Omit<Certificate, 'status' | 'version' | 'issuedAt'>;

/** Which holder already has which award of an entry. */
export type Taken = Pick<Certificate, 'entryId' | 'holderId' | 'award'>;

/** One change of status, for the row and its history. */
export type StatusChange = { readonly status: CertificateStatus; readonly reason: string | null; readonly personId: Id | null };

const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

@Injectable()
export class CertificateRepository {
  constructor(private readonly database: Database) {}

  /** Stores those that nobody has been given yet, with their codes and the first line of their history; returns the ids stored. */
  async insertAll(tenantId: Id, certificates: readonly NewCertificate[]): Promise<readonly Id[]> {
    const stored = await this.database.query<{ id: Id; code: string }>(
      `insert into app.certificate (tenant_id, id, code, subject_kind, subject_id, holder_id, holder_name, award,
                                    publication_id, publication_sha256, content, document_sha256)
       select $1, c.id, c.code, 'award', c."entryId", c."holderId", c."holderName", c.award,
              c."publicationId", decode(c."publicationSha256", 'hex'), jsonb_build_object('printed', c.content, 'origin', c.origin), decode(c."documentSha256", 'hex')
       from jsonb_to_recordset($2::jsonb) as c (id uuid, code text, "entryId" uuid, "holderId" uuid, "holderName" text, award text,
                                                "publicationId" uuid, "publicationSha256" text, content jsonb, origin jsonb, "documentSha256" text)
       on conflict do nothing returning id, code`,
      [tenantId, JSON.stringify(certificates)],
    );
    const ids = stored.map(({ id }) => id);
    await this.database.query('select directory.register_certificates($1::text[], $2::uuid[])', [stored.map(({ code }) => code), ids]);
    await this.#tell(tenantId, ids, { status: 'valid', reason: null, personId: null });
    return ids;
  }

  /**
   * What must not be issued (again) for a publication: awards that are held, and those that this very publication has brought,
   * whatever became of them – a revoked certificate does not come back because a job runs twice.
   */
  taken(tenantId: Id, publicationId: Id, entryIds: readonly Id[]): Promise<readonly Taken[]> {
    return this.database.read<Taken>(
      tenantId,
      `select c.subject_id as "entryId", c.holder_id as "holderId", c.award from app.certificate c
       where c.tenant_id = $1 and c.subject_kind = 'award' and c.subject_id = any($2::uuid[])
         and (c.status in ('valid', 'suspended') or c.publication_id = $3)`,
      [tenantId, entryIds, publicationId],
    );
  }

  /** Throws NOT_FOUND. */
  async find(tenantId: Id, id: Id): Promise<Certificate> {
    const [row] = await this.byIds(tenantId, [id]);
    if (row === undefined) throw new DomainError('NOT_FOUND');
    return row;
  }

  byIds(tenantId: Id, ids: readonly Id[]): Promise<readonly Certificate[]> {
    return this.database.read<Certificate>(
      tenantId,
      `select ${COLUMNS} from app.certificate c where c.tenant_id = $1 and c.id = any($2::uuid[])`,
      [tenantId, ids],
    );
  }

  /** Held until the ambient transaction ends. Throws NOT_FOUND. */
  async lock(tenantId: Id, id: Id): Promise<Certificate> {
    const rows = await this.database.query<Certificate>(
      `select ${COLUMNS} from app.certificate c where c.tenant_id = $1 and c.id = $2 for update`,
      [tenantId, id],
    );
    const [row] = rows;
    if (row === undefined) throw new DomainError('NOT_FOUND');
    return row;
  }

  /** What is in force and rests on one of the publications, held until the ambient transaction ends. */
  lockInForce(tenantId: Id, publicationIds: readonly Id[]): Promise<readonly Certificate[]> {
    return this.database.query<Certificate>(
      `select ${COLUMNS} from app.certificate c
       where c.tenant_id = $1 and c.publication_id = any($2::uuid[]) and c.status in ('valid', 'suspended') order by c.id for update`,
      [tenantId, publicationIds],
    );
  }

  /** Changes the status of rows that the caller holds, and adds a line to the history of each. */
  async changeStatus(tenantId: Id, ids: readonly Id[], change: StatusChange): Promise<void> {
    const changed = await this.database.change(
      'update app.certificate set status = $3, version = version + 1 where tenant_id = $1 and id = any($2::uuid[])',
      [tenantId, ids, change.status],
    );
    if (changed !== ids.length) throw new Error(`Of ${ids.length} certificates ${changed} were changed`);
    await this.#tell(tenantId, ids, change);
  }

  /** By the order in which they were issued. Throws CURSOR_INVALID. */
  async listOfPublication(tenantId: Id, publicationId: Id, { first, after }: PageRequest): Promise<PageOf<Certificate>> {
    const rows = await this.database.read<Certificate>(
      tenantId,
      `select ${COLUMNS} from app.certificate c
       where c.tenant_id = $1 and c.publication_id = $2 and ($3::uuid is null or c.id > $3) order by c.id limit $4`,
      [tenantId, publicationId, idIn(after), first + 1],
    );
    return pageOf(rows, first, ({ id }) => [id]);
  }

  /** Newest first. Throws CURSOR_INVALID. */
  async listOfHolder(tenantId: Id, holderId: Id, { first, after }: PageRequest): Promise<PageOf<Certificate>> {
    const rows = await this.database.read<Certificate>(
      tenantId,
      `select ${COLUMNS} from app.certificate c
       where c.tenant_id = $1 and c.holder_id = $2 and c.id < $3 order by c.id desc limit $4`,
      [tenantId, holderId, idIn(after) ?? LAST_ID, first + 1],
    );
    return pageOf(rows, first, ({ id }) => [id]);
  }

  /** The histories of several certificates, oldest first. */
  eventsOf(tenantId: Id, ids: readonly Id[]): Promise<readonly CertificateEvent[]> {
    return this.database.read<CertificateEvent>(
      tenantId,
      `select e.certificate_id as "certificateId", e.status, e.reason, e.at from app.certificate_event e
       where e.tenant_id = $1 and e.certificate_id = any($2::uuid[]) order by e.at, e.id`,
      [tenantId, ids],
    );
  }

  async #tell(tenantId: Id, ids: readonly Id[], { status, reason, personId }: StatusChange): Promise<void> {
    if (ids.length === 0) return;
    await this.database.change(
      `insert into app.certificate_event (tenant_id, id, certificate_id, status, reason, person_id)
       select $1, e.id, e.certificate, $4, $5, $6 from unnest($2::uuid[], $3::uuid[]) as e (id, certificate)`,
      [tenantId, ids.map(() => newId()), ids, status, reason, personId],
    );
  }
}

function idIn(after: string | null): Id | null {
  if (after === null) return null;
  const [id] = decodeCursor(after, 1);
  if (!isId(id)) throw new DomainError('CURSOR_INVALID');
  return id;
}
