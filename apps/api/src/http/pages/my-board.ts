import { Injectable } from '@nestjs/common';
import { type Competition, Entries, type Skill } from '#competition';
import { hasRole, type Id, type PersonActor, type Role } from '#kernel';
import { MarkingOverviews, type MarkingProgress, Publications } from '#marking';
import { type MyCompetition, type MyEnterpriseSkill, paths } from '../public/views.js';
import { SheetSurroundings } from './judging-reading.js';
import { nextStep } from './next-step.js';

/** Competitions looked through, the newest first. */
const MOST = 50;
const OFFICIALS = [
  'union_administrator',
  'competition_organiser',
  'chief_judge',
  'supervisor',
  'encryption_officer',
] as const satisfies readonly Role[];

export type Board = {
  readonly competitions: readonly MyCompetition[] | null;
  readonly enterprise: readonly MyEnterpriseSkill[] | null;
};

/** A skill with its competition and the address of its results, where there are any. */
type Standing = { readonly competition: Competition; readonly skill: Skill; readonly resultPath: string | null };

/** The competitions that somebody runs, judges or supervises, and those that their enterprise enters. */
@Injectable()
export class MyBoard {
  constructor(
    private readonly around: SheetSurroundings,
    private readonly entries: Entries,
    private readonly overviews: MarkingOverviews,
    private readonly publications: Publications,
  ) {}

  async of(reader: PersonActor, tenant: string): Promise<Board> {
    const [isOfficial, isOfEnterprise] = [holds(reader, OFFICIALS), holds(reader, ['enterprise_administrator'])];
    if (!isOfficial && !isOfEnterprise) return { competitions: null, enterprise: null };
    const { rows } = await this.around.competitions.list(reader, { first: MOST, after: null });
    const standings = await this.#standingsOf(reader.tenantId, tenant, rows);
    const [competitions, enterprise] = await Promise.all([
      isOfficial ? this.#competitions(reader, rows, standings) : null,
      isOfEnterprise ? this.#enterprise(reader, standings) : null,
    ]);
    return { competitions, enterprise };
  }

  async #standingsOf(tenantId: Id, tenant: string, competitions: readonly Competition[]): Promise<readonly Standing[]> {
    const byId = new Map(competitions.map((competition) => [competition.id, competition]));
    const skills = await this.around.skills.forCompetitions(tenantId, [...byId.keys()]);
    const published = await this.publications.latest(
      tenantId,
      skills.map(({ id }) => id),
    );
    const isPublished = new Set(published.map(({ skillId }) => skillId));
    return skills.flatMap((skill) => {
      const competition = byId.get(skill.competitionId);
      if (competition === undefined) return [];
      return [{ competition, skill, resultPath: isPublished.has(skill.id) ? paths.results(tenant, competition.slug, skill.code) : null }];
    });
  }

  async #competitions(
    reader: PersonActor,
    listed: readonly Competition[],
    standings: readonly Standing[],
  ): Promise<readonly MyCompetition[]> {
    const own = listed.filter(({ id, organisationId }) => hasRole(reader, OFFICIALS, organisationId, id));
    const places = standings.map(({ skill, competition }) => ({ ...skill, organisationId: competition.organisationId }));
    const progress = await this.overviews.ofSkills(reader, places);
    return own.map((competition) => ({
      slug: competition.slug,
      name: competition.name,
      startsOn: competition.startsOn,
      endsOn: competition.endsOn,
      skills: standings
        .filter(({ skill }) => skill.competitionId === competition.id)
        .map((standing) => ownSkill(reader, standing, progress.get(standing.skill.id) ?? null)),
    }));
  }

  async #enterprise(reader: PersonActor, standings: readonly Standing[]): Promise<readonly MyEnterpriseSkill[]> {
    const counts = await this.entries.countOwnOrganisations(
      reader,
      standings.map(({ skill }) => skill.id),
    );
    return standings
      .map((standing) => enterpriseSkill(standing, counts.get(standing.skill.id) ?? 0))
      .filter(({ entryCount, registration }) => entryCount > 0 || registration.isOpen);
  }
}

function ownSkill(reader: PersonActor, { skill, competition, resultPath }: Standing, sheets: MarkingProgress | null) {
  const { code, name, status: stage } = skill;
  return { code, name, stage, sheets, resultPath, next: nextStep(reader, skill, competition, sheets) };
}

function enterpriseSkill({ skill, competition, resultPath }: Standing, entryCount: number): MyEnterpriseSkill {
  const isOpen = skill.status === 'registration' && competition.status === 'open' && !skill.isPastClosing;
  return {
    competition: competition.name,
    skill: skill.name,
    stage: skill.status,
    entryCount,
    registration: { isOpen, closesAt: skill.registrationClosesAt?.toISOString() ?? null, timeZone: competition.timeZone },
    resultPath,
  };
}

/** Whether the person was given one of the roles anywhere. */
export function holds({ grants }: PersonActor, roles: readonly Role[]): boolean {
  return grants.some(({ role }) => roles.includes(role));
}
