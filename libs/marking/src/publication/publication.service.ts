import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database } from '#database';
import { Organisations } from '#identity';
import { type Actor, authorise, DomainError, decodeCursor, type Id, newId, type PageOf, type PageRequest, pageOf } from '#kernel';
import { resultsPublished } from '../marking.jobs.js';
import { mayPublishResults } from '../marking.policy.js';
import { Neighbours, type SkillInPlace } from '../neighbours.js';
import { Schemes } from '../scheme/scheme.service.js';
import { Standings, type StandingsOfSkill } from '../standing/standing.service.js';
import { type Publication, PublicationRepository, type PublicationStage } from './publication.repository.js';
import type { ResultDocument, ResultRow } from './result-document.js';
import { documentBytes, resultDocument } from './result-document.rules.js';

export type PublishResults = { readonly skillId: Id; readonly version: number; readonly stage: PublicationStage };

/** Documents kept in memory; the one used longest ago leaves first. */
const MOST_DOCUMENTS = 256;

type KeptDocument = { readonly bytes: Buffer; readonly document: ResultDocument; readonly byEntry: ReadonlyMap<Id, ResultRow> };

/** What publications need beside the rooms that marking speaks to anyway. */
@Injectable()
export class PublicationNeighbours {
  constructor(
    readonly marking: Neighbours,
    readonly organisations: Organisations,
  ) {}
}

@Injectable()
export class Publications {
  readonly #documents = new Map<string, KeptDocument>();

  constructor(
    private readonly database: Database,
    private readonly publications: PublicationRepository,
    private readonly standings: Standings,
    private readonly schemes: Schemes,
    private readonly rooms: PublicationNeighbours,
  ) {}

  /**
   * Publishes the standings of a checked skill as provisional, or of a provisional one as final: an immutable, hashed copy.
   * Throws STANDINGS_STALE while a computation is due, TIE_UNDECIDED, SKILL_CANNOT_MOVE, SAME_PERSON, CONFLICT, FORBIDDEN, NOT_FOUND.
   */
  publish(actor: Actor, input: PublishResults): Promise<Publication> {
    return this.database.transaction(actor.tenantId, async () => {
      const skill = await this.rooms.marking.lockSkill(actor, input.skillId);
      authorise(mayPublishResults(actor, skill));
      const moved = await this.rooms.marking.skills.move(actor, { skillId: skill.id, version: input.version, to: input.stage });
      const standings = await this.#publishable(actor.tenantId, skill);
      const previous = (await this.publications.latest(actor.tenantId, [skill.id]))[0] ?? null;
      const number = (previous?.number ?? 0) + 1;
      const publishedAt = await this.publications.now();
      const document = await this.#document(actor.tenantId, skill, standings, {
        stage: input.stage,
        number,
        publishedAt,
        supersedes: previous?.number ?? null,
      });
      const bytes = documentBytes(document);
      const publication = await this.publications.insert(
        actor.tenantId,
        {
          id: newId(),
          skillId: skill.id,
          number,
          stage: input.stage,
          sha256: createHash('sha256').update(bytes).digest('hex'),
          marksVersion: standings.stamp.marksVersion,
          supersedesId: previous?.id ?? null,
        },
        bytes,
        actor.kind === 'person' ? actor.personId : null,
        publishedAt,
      );
      const { audit, outbox } = this.rooms.marking.news;
      await audit.record(
        actor,
        'results.published',
        { kind: 'publication', id: publication.id },
        {
          skill: skill.id,
          stage: input.stage,
          number,
          sha256: publication.sha256,
          skillVersion: moved.version,
        },
      );
      await outbox.add(resultsPublished, { publicationId: publication.id, skillId: skill.id, stage: input.stage });
      return publication;
    });
  }

  /** The newest publication of a skill. Throws NOT_PUBLISHED. Anyone may see it. */
  async current(tenantId: Id, skillId: Id): Promise<Publication> {
    const [publication] = await this.publications.latest(tenantId, [skillId]);
    if (publication === undefined) throw new DomainError('NOT_PUBLISHED');
    return publication;
  }

  /** The newest publication of each skill that has one; for loaders and lists. */
  latest(tenantId: Id, skillIds: readonly Id[]): Promise<readonly Publication[]> {
    return this.publications.latest(tenantId, skillIds);
  }

  /** All publications of a skill, oldest first: corrected results stay readable. */
  history(tenantId: Id, skillId: Id): Promise<readonly Publication[]> {
    return this.publications.ofSkill(tenantId, skillId);
  }

  /** Throws NOT_FOUND. */
  async find(tenantId: Id, id: Id): Promise<Publication> {
    const publication = await this.publications.find(tenantId, id);
    if (publication === null) throw new DomainError('NOT_FOUND');
    return publication;
  }

  /** The bytes of a publication's document, from memory once they have been read. Throws NOT_FOUND. */
  async bytes(tenantId: Id, publicationId: Id): Promise<Buffer> {
    return (await this.#kept(tenantId, publicationId)).bytes;
  }

  /** The document of a publication. Throws NOT_FOUND. */
  async document(tenantId: Id, publicationId: Id): Promise<ResultDocument> {
    return (await this.#kept(tenantId, publicationId)).document;
  }

  /** Rows of the newest publication of a skill in order. Throws NOT_PUBLISHED. */
  async page(tenantId: Id, skillId: Id, page: PageRequest): Promise<PageOf<ResultRow>> {
    const publication = await this.current(tenantId, skillId);
    const { rows } = (await this.#kept(tenantId, publication.id)).document;
    const start = page.after === null ? 0 : Number(decodeCursor(page.after, 1)[0]);
    if (!Number.isSafeInteger(start) || start < 0) throw new DomainError('CURSOR_INVALID');
    const shown = rows.slice(start, start + page.first + 1).map((row, index) => ({ row, position: start + index + 1 }));
    const paged = pageOf(shown, page.first, ({ position }) => [position]);
    return { ...paged, rows: paged.rows.map(({ row }) => row) };
  }

  /** The result of one entry in the newest publication of its skill. Throws NOT_PUBLISHED, NOT_FOUND. */
  async row(tenantId: Id, skillId: Id, entryId: Id): Promise<ResultRow> {
    const publication = await this.current(tenantId, skillId);
    const row = (await this.#kept(tenantId, publication.id)).byEntry.get(entryId);
    if (row === undefined) throw new DomainError('NOT_FOUND');
    return row;
  }

  async #kept(tenantId: Id, publicationId: Id): Promise<KeptDocument> {
    const key = `${tenantId} ${publicationId}`;
    const before = this.#documents.get(key);
    if (before !== undefined) {
      this.#documents.delete(key);
      this.#documents.set(key, before);
      return before;
    }
    const bytes = await this.publications.document(tenantId, publicationId);
    if (bytes === null) throw new DomainError('NOT_FOUND');
    const document: ResultDocument = JSON.parse(bytes.toString('utf8'));
    const kept = { bytes, document, byEntry: new Map(document.rows.map((row) => [row.entryId, row])) };
    if (this.#documents.size >= MOST_DOCUMENTS) this.#documents.delete(this.#documents.keys().next().value ?? '');
    this.#documents.set(key, kept);
    return kept;
  }

  async #publishable(tenantId: Id, skill: SkillInPlace): Promise<StandingsOfSkill> {
    const standings = await this.standings.confirmed(tenantId, skill.id);
    if (standings === null) throw new DomainError('STANDINGS_STALE');
    const open = standings.rows.filter((row) => row.tie?.open === true).length;
    if (open > 0) throw new DomainError('TIE_UNDECIDED', { count: open });
    return standings;
  }

  async #document(
    tenantId: Id,
    skill: SkillInPlace,
    standings: StandingsOfSkill,
    head: Pick<ResultDocument, 'stage' | 'number' | 'publishedAt' | 'supersedes'>,
  ): Promise<ResultDocument> {
    const [tenant, competition, version, entries] = await Promise.all([
      this.rooms.organisations.tenantById(tenantId),
      this.rooms.marking.competitions.find(tenantId, skill.competitionId),
      this.schemes.latest(tenantId, skill.id),
      this.rooms.marking.entries.forSkill(tenantId, skill.id),
    ]);
    return resultDocument({
      ...head,
      tenant: tenant.slug,
      competition,
      skill,
      scheme: version.scheme,
      rules: version.rules,
      ...standings,
      entries,
    });
  }
}
