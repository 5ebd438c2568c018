import { Injectable } from '@nestjs/common';
import { Database } from '#database';
import type { Id } from '#kernel';

export type PublicationStage = 'provisional' | 'final';

/** An immutable, hashed snapshot of standings; the document is kept apart and fetched by its id. */
export type Publication = {
  readonly id: Id;
  readonly skillId: Id;
  /** 1 for the first of the skill, then 2, 3, … */
  readonly number: number;
  readonly stage: PublicationStage;
  /** SHA-256 of the document, hexadecimal. */
  readonly sha256: string;
  readonly marksVersion: number;
  readonly supersedesId: Id | null;
  readonly publishedAt: Date;
};

const COLUMNS = `id, skill_id as "skillId", number, stage, encode(sha256, 'hex') as sha256, marks_version::int as "marksVersion",
  supersedes_id as "supersedesId", published_at as "publishedAt"`;

@Injectable()
export class PublicationRepository {
  constructor(private readonly database: Database) {}

  async insert(
    tenantId: Id,
    publication: Omit<Publication, 'publishedAt'>,
    document: Uint8Array,
    publishedBy: Id | null,
    publishedAt: string,
  ): Promise<Publication> {
    const rows = await this.database.query<Publication>(
      `insert into app.publication (tenant_id, id, skill_id, number, stage, document, sha256, marks_version, supersedes_id, published_by, published_at)
       values ($1, $2, $3, $4, $5, $6, decode($7, 'hex'), $8, $9, $10, $11) returning ${COLUMNS}`,
      [
        tenantId,
        publication.id,
        publication.skillId,
        publication.number,
        publication.stage,
        Buffer.from(document),
        publication.sha256,
        publication.marksVersion,
        publication.supersedesId,
        publishedBy,
        publishedAt,
      ],
    );
    const [row] = rows;
    if (row === undefined) throw new Error('The publication was not inserted');
    return row;
  }

  async find(tenantId: Id, id: Id): Promise<Publication | null> {
    const rows = await this.database.read<Publication>(
      tenantId,
      `select ${COLUMNS} from app.publication where tenant_id = $1 and id = $2`,
      [tenantId, id],
    );
    return rows[0] ?? null;
  }

  /** The newest publication of each of the skills that has one. */
  latest(tenantId: Id, skillIds: readonly Id[]): Promise<Publication[]> {
    return this.database.read<Publication>(
      tenantId,
      `select distinct on (skill_id) ${COLUMNS} from app.publication where tenant_id = $1 and skill_id = any($2::uuid[])
       order by skill_id, number desc`,
      [tenantId, skillIds],
    );
  }

  /** All publications of a skill, oldest first. */
  ofSkill(tenantId: Id, skillId: Id): Promise<Publication[]> {
    return this.database.read<Publication>(
      tenantId,
      `select ${COLUMNS} from app.publication where tenant_id = $1 and skill_id = $2 order by number`,
      [tenantId, skillId],
    );
  }

  async document(tenantId: Id, id: Id): Promise<Buffer | null> {
    const [row] = await this.database.read<{ document: Buffer }>(
      tenantId,
      'select document from app.publication where tenant_id = $1 and id = $2',
      [tenantId, id],
    );
    return row?.document ?? null;
  }

  /** The transaction's time by the database's clock, as it will stand in the document. */
  async now(): Promise<string> {
    const [row] = await this.database.query<{ now: string }>(
      `select to_char(app.now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as now`,
    );
    return row?.now ?? '';
  }
}
