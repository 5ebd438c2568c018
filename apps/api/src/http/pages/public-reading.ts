import { Injectable } from '@nestjs/common';
import { type Competition, Competitions, Entries, type Skill, Skills } from '#competition';
import { Organisations } from '#identity';
import { type Actor, DomainError, type Id } from '#kernel';
import { type Publication, Publications } from '#marking';
import type { CompetitionDocument, CompetitionSummary, HomeDocument, PublishedResult, SkillSummary, TenantName } from '../public/views.js';

export type Tenant = TenantName & { readonly tenantId: Id };

/** What anybody may read, gathered from the rooms into the documents of the pages. */
@Injectable()
export class PublicReading {
  constructor(
    private readonly organisations: Organisations,
    private readonly competitions: Competitions,
    private readonly skills: Skills,
    private readonly entries: Entries,
    private readonly publications: Publications,
  ) {}

  /** Throws NOT_FOUND. */
  tenant(slug: string): Promise<Tenant> {
    return this.organisations.tenantBySlug(slug);
  }

  /** All tenants by slug, each with the number of its competitions that may be seen. */
  async tenants(): Promise<readonly (TenantName & { readonly competitionCount: number })[]> {
    const ids = await this.organisations.tenantIds();
    const tenants = await Promise.all(
      ids.map(async (tenantId) => {
        const [{ slug, name }, page] = await Promise.all([
          this.organisations.tenantById(tenantId),
          this.competitions.list(anyone(tenantId), { first: 100, after: null }),
        ]);
        return { slug, name, competitionCount: page.rows.length };
      }),
    );
    return tenants.toSorted((a, b) => a.slug.localeCompare(b.slug));
  }

  async home({ tenantId }: Tenant): Promise<HomeDocument> {
    const { rows } = await this.competitions.list(anyone(tenantId), { first: 100, after: null });
    const skills = await this.skills.forCompetitions(
      tenantId,
      rows.map(({ id }) => id),
    );
    const counts = await this.#countsOf(tenantId, skills);
    return { competitions: rows.map((competition) => summary(competition, skills, counts)) };
  }

  /** Throws NOT_FOUND, also for a draft. */
  async competition({ tenantId }: Tenant, slug: string): Promise<CompetitionDocument> {
    const competition = await this.competitions.see(anyone(tenantId), { slug });
    const skills = await this.skills.forCompetitions(tenantId, [competition.id]);
    const [counts, publications, organisation] = await Promise.all([
      this.#countsOf(tenantId, skills),
      this.publications.latest(
        tenantId,
        skills.map(({ id }) => id),
      ),
      this.organisations.find(tenantId, competition.organisationId),
    ]);
    const publishedAt = new Map(publications.map((publication) => [publication.skillId, publication.publishedAt.toISOString()]));
    return {
      ...summary(competition, skills, counts),
      organisation: organisation.name,
      skills: skills.map(
        (skill): SkillSummary => ({
          code: skill.code,
          name: skill.name,
          stage: skill.status,
          entryCount: counts.get(skill.id) ?? 0,
          publishedAt: publishedAt.get(skill.id) ?? null,
        }),
      ),
    };
  }

  /** The newest publication of a skill, or the one with the hash. Throws NOT_FOUND, NOT_PUBLISHED. */
  async publication({ tenantId }: Tenant, slug: string, code: string, sha256?: string): Promise<FoundPublication> {
    const competition = await this.competitions.see(anyone(tenantId), { slug });
    const skill = await this.skills.findByCode(tenantId, competition.id, code);
    if (skill === null) throw new DomainError('NOT_FOUND');
    if (sha256 === undefined) return { tenantId, competition, publication: await this.publications.current(tenantId, skill.id) };
    const publication = (await this.publications.history(tenantId, skill.id)).find((one) => one.sha256 === sha256);
    if (publication === undefined) throw new DomainError('NOT_FOUND');
    return { tenantId, competition, publication };
  }

  async result({ tenantId, competition, publication }: FoundPublication, documentPath: string): Promise<PublishedResult> {
    return {
      document: await this.publications.document(tenantId, publication.id),
      hash: publication.sha256,
      documentPath,
      supersededBy: null,
      timeZone: competition.timeZone,
    };
  }

  bytes({ tenantId, publication }: FoundPublication): Promise<Buffer> {
    return this.publications.bytes(tenantId, publication.id);
  }

  #countsOf(tenantId: Id, skills: readonly Skill[]): Promise<ReadonlyMap<Id, number>> {
    return this.entries.countForSkills(
      tenantId,
      skills.map(({ id }) => id),
    );
  }
}

export type FoundPublication = { readonly tenantId: Id; readonly competition: Competition; readonly publication: Publication };

function anyone(tenantId: Id): Actor {
  return { kind: 'anonymous', tenantId };
}

function summary(competition: Competition, skills: readonly Skill[], counts: ReadonlyMap<Id, number>): CompetitionSummary {
  const own = skills.filter(({ competitionId }) => competitionId === competition.id);
  const { slug, name, level, startsOn, endsOn, status } = competition;
  if (status === 'draft') throw new Error('A draft is not shown to anyone');
  return {
    slug,
    name,
    level,
    startsOn,
    endsOn,
    status,
    skillCount: own.length,
    entryCount: own.reduce((sum, { id }) => sum + (counts.get(id) ?? 0), 0),
  };
}
