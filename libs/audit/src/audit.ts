import { Injectable } from '@nestjs/common';
import { Database } from '#database';
import { type Actor, decodeCursor, type Id, newId, type PageOf, type PageRequest, pageOf } from '#kernel';

/** What an act was done to; `id` is null where the thing has no id of its own. */
export type AuditSubject = { readonly kind: string; readonly id: Id | null };

export type AuditEntry = {
  readonly id: Id;
  /** Place in the tenant's trail; grows, may have gaps. */
  readonly seq: number;
  readonly at: Date;
  readonly actorKind: Actor['kind'];
  /** A person's id, a system actor's name, null for an anonymous one. */
  readonly actorId: string | null;
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: Id | null;
  readonly detail: Readonly<Record<string, unknown>>;
};

/** The trail of a tenant: who did what to what. Rows are only ever added; the database refuses the rest. */
@Injectable()
export class Audit {
  constructor(private readonly database: Database) {}

  /**
   * Writes one line in the transaction one is in, so that it stands if and only if the act does.
   * `action` is `noun.verb` in the past tense (`role.granted`); `detail` holds ids and codes, never names or ID numbers.
   */
  async record(actor: Actor, action: string, subject: AuditSubject, detail: object = {}): Promise<void> {
    await this.database.change(
      `insert into app.audit_entry (tenant_id, id, actor_kind, actor_id, action, subject_kind, subject_id, detail)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [actor.tenantId, newId(), actor.kind, actorIdOf(actor), action, subject.kind, subject.id, JSON.stringify(detail)],
    );
  }

  /** As `record`, one line for each of many things of one kind, in one statement. */
  async recordAll(actor: Actor, action: string, kind: string, ids: readonly Id[], detail: object = {}): Promise<void> {
    await this.database.change(
      `insert into app.audit_entry (tenant_id, id, actor_kind, actor_id, action, subject_kind, subject_id, detail)
       select $1, given.id, $3, $4, $5, $6, given.subject_id, $8 from unnest($2::uuid[], $7::uuid[]) as given (id, subject_id)`,
      [actor.tenantId, ids.map(() => newId()), actor.kind, actorIdOf(actor), action, kind, ids, JSON.stringify(detail)],
    );
  }

  /** What was done to one thing, newest first. Throws CURSOR_INVALID. */
  async pageOfSubject(tenantId: Id, subjectId: Id, page: PageRequest): Promise<PageOf<AuditEntry>> {
    const before = page.after === null ? null : decodeCursor(page.after, 1)[0];
    const rows = await this.database.read<EntryRow>(
      tenantId,
      `select id, seq, at, actor_kind as "actorKind", actor_id as "actorId", action, subject_kind as "subjectKind",
              subject_id as "subjectId", detail
         from app.audit_entry
        where tenant_id = $1 and subject_id = $2 and ($3::bigint is null or seq < $3::bigint)
        order by seq desc limit $4`,
      [tenantId, subjectId, wholeNumber(before), page.first + 1],
    );
    return pageOf(
      rows.map((row) => ({ ...row, seq: Number(row.seq) })),
      page.first,
      (row) => [row.seq],
    );
  }
}

type EntryRow = Omit<AuditEntry, 'seq'> & { readonly seq: string };

function actorIdOf(actor: Actor): string | null {
  switch (actor.kind) {
    case 'person':
      return actor.personId;
    case 'system':
      return actor.name;
    case 'anonymous':
      return null;
  }
}

/** A cursor is the client's word: anything that is not a whole number sees the first page. */
function wholeNumber(part: string | number | null | undefined): number | null {
  return typeof part === 'number' && Number.isSafeInteger(part) ? part : null;
}
