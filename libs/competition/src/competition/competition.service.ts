import { Injectable } from '@nestjs/common';
import { Audit } from '#audit';
import { Database, violatedConstraint } from '#database';
import { Organisations } from '#identity';
import { type Actor, authorise, DomainError, type Id, type LocalizedText, newId, type PageOf, type PageRequest } from '#kernel';
import { draftsInSight, mayCreateCompetition, mayOrganise, maySeeCompetition } from '../competition.policy.js';
import type { Competition, CompetitionLevel, CompetitionStatus } from './competition.entity.js';
import { CompetitionRepository } from './competition.repository.js';
import { checkCompetition, moveCompetition } from './competition.rules.js';

export type CreateCompetition = {
  /** The union or enterprise that organises it. */
  readonly organisationId: Id;
  readonly slug: string;
  readonly name: LocalizedText;
  readonly level: CompetitionLevel;
  readonly timeZone?: string;
  readonly startsOn: string;
  readonly endsOn: string;
};

/** What is left out stays as it is. */
export type UpdateCompetition = { readonly competitionId: Id; readonly version: number } & Partial<
  Omit<CreateCompetition, 'organisationId'>
>;

export type MoveCompetition = { readonly competitionId: Id; readonly version: number };

@Injectable()
export class Competitions {
  constructor(
    private readonly database: Database,
    private readonly competitions: CompetitionRepository,
    private readonly organisations: Organisations,
    private readonly audit: Audit,
  ) {}

  /** A draft, seen by its officials only. Throws FORBIDDEN, NOT_FOUND (organisation), INVALID_INPUT, COMPETITION_SLUG_TAKEN. */
  create(actor: Actor, input: CreateCompetition): Promise<Competition> {
    return this.database.transaction(actor.tenantId, async () => {
      const { id: organisationId } = await this.organisations.find(actor.tenantId, input.organisationId);
      authorise(mayCreateCompetition(actor, organisationId));
      const draft = { ...input, id: newId(), timeZone: input.timeZone ?? 'Asia/Shanghai', status: 'draft' } as const;
      checkCompetition(draft);
      const competition = await refusingTakenSlug(input.slug, () => this.competitions.insert(actor.tenantId, draft));
      await this.#record(actor, 'competition.created', competition);
      return competition;
    });
  }

  /** Throws FORBIDDEN, NOT_FOUND, CONFLICT, INVALID_INPUT, COMPETITION_SLUG_TAKEN. */
  update(actor: Actor, { competitionId, version, ...given }: UpdateCompetition): Promise<Competition> {
    return this.#change(actor, competitionId, version, 'competition.updated', (competition) => {
      const changed = { ...competition, ...withoutAbsent(given) };
      checkCompetition(changed);
      return changed;
    });
  }

  /** Shows the competition to everyone and lets its skills take registrations. Throws COMPETITION_CANNOT_MOVE, CONFLICT. */
  open(actor: Actor, { competitionId, version }: MoveCompetition): Promise<Competition> {
    return this.#move(actor, competitionId, version, 'open');
  }

  /** Ends the competition; its results stay. Throws COMPETITION_CANNOT_MOVE, CONFLICT. */
  close(actor: Actor, { competitionId, version }: MoveCompetition): Promise<Competition> {
    return this.#move(actor, competitionId, version, 'closed');
  }

  /** For rooms that have already decided who may ask. Throws NOT_FOUND. */
  find(tenantId: Id, id: Id): Promise<Competition> {
    return this.competitions.find(tenantId, id);
  }

  /** Null when the slug names no competition of the tenant. */
  findBySlug(tenantId: Id, slug: string): Promise<Competition | null> {
    return this.competitions.findBySlug(tenantId, slug);
  }

  byIds(tenantId: Id, ids: readonly Id[]): Promise<readonly Competition[]> {
    return this.competitions.byIds(tenantId, ids);
  }

  /** As the actor may see it. Throws NOT_FOUND, also for a draft that is none of the actor's business. */
  async see(actor: Actor, wanted: { readonly id: Id } | { readonly slug: string }): Promise<Competition> {
    const competition =
      'id' in wanted
        ? await this.competitions.find(actor.tenantId, wanted.id)
        : await this.competitions.findBySlug(actor.tenantId, wanted.slug);
    if (competition === null || !maySeeCompetition(actor, competition)) throw new DomainError('NOT_FOUND');
    return competition;
  }

  /** Newest first: by first day, then by id. */
  list(actor: Actor, page: PageRequest): Promise<PageOf<Competition>> {
    return this.competitions.listPage(actor.tenantId, draftsInSight(actor), page);
  }

  #move(actor: Actor, id: Id, version: number, to: CompetitionStatus): Promise<Competition> {
    return this.#change(actor, id, version, `competition.${to === 'open' ? 'opened' : 'closed'}`, (competition) =>
      moveCompetition(competition, to),
    );
  }

  #change(actor: Actor, id: Id, version: number, action: string, decide: (competition: Competition) => Competition): Promise<Competition> {
    return this.database.transaction(actor.tenantId, async () => {
      const competition = await this.see(actor, { id });
      authorise(mayOrganise(actor, competition));
      if (competition.version !== version) throw new DomainError('CONFLICT', { version: competition.version });
      const decided = decide(competition);
      const saved = await refusingTakenSlug(decided.slug, () => this.competitions.replace(actor.tenantId, decided));
      if (saved === null) throw new DomainError('CONFLICT', { version: (await this.competitions.find(actor.tenantId, id)).version });
      await this.#record(actor, action, saved);
      return saved;
    });
  }

  #record(actor: Actor, action: string, { id, slug, status, version }: Competition): Promise<void> {
    return this.audit.record(actor, action, { kind: 'competition', id }, { slug, status, version });
  }
}

async function refusingTakenSlug<T>(slug: string, save: () => Promise<T>): Promise<T> {
  try {
    return await save();
  } catch (error) {
    if (violatedConstraint(error) === 'competition_tenant_id_slug_key') throw new DomainError('COMPETITION_SLUG_TAKEN', { slug });
    throw error;
  }
}

function withoutAbsent<T extends object>(given: T): Partial<T> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined && value !== null)) as Partial<T>;
}
