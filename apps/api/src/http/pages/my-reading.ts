import { Injectable } from '@nestjs/common';
import { type Certificate, Certificates } from '#certificate';
import type { Competition, Entry, Skill } from '#competition';
import { Organisations, People, Sessions } from '#identity';
import { DomainError, type Id, type LocalizedText, type PersonActor } from '#kernel';
import { MarkingOverviews, Publications } from '#marking';
import { type MyCertificate, type MyDocument, type MyEntry, type MyJudging, paths } from '../public/views.js';
import { SheetSurroundings } from './judging-reading.js';
import { holds, MyBoard } from './my-board.js';

const NEWEST_CERTIFICATES = 50;
const UNNAMED: LocalizedText = { 'zh-CN': '' };

/** Who somebody is. */
@Injectable()
export class Persons {
  constructor(
    readonly people: People,
    readonly sessions: Sessions,
    readonly organisations: Organisations,
  ) {}
}

/** What came of somebody's marking and competing. */
@Injectable()
export class Outcomes {
  constructor(
    readonly overviews: MarkingOverviews,
    readonly publications: Publications,
    readonly certificates: Certificates,
  ) {}
}

/** A person's own things, gathered from the rooms into the document of their page; the number of statements does not grow with them. */
@Injectable()
export class MyReading {
  constructor(
    private readonly persons: Persons,
    private readonly around: SheetSurroundings,
    private readonly outcomes: Outcomes,
    private readonly board: MyBoard,
  ) {}

  /** Throws UNAUTHENTICATED when the account has just lost its membership. */
  async of(reader: PersonActor): Promise<Omit<MyDocument, 'explorerPath'>> {
    const memberships = await this.persons.sessions.membershipsOf(reader.userId);
    const tenant = memberships.find(({ tenantId }) => tenantId === reader.tenantId);
    if (tenant === undefined) throw new DomainError('UNAUTHENTICATED');
    const [who, judging, entries, certificates, board] = await Promise.all([
      this.#who(reader),
      this.#judging(reader),
      this.#entries(reader, tenant.slug),
      this.#certificates(reader),
      this.board.of(reader, tenant.slug),
    ]);
    const [isJudge, isParticipant] = [holds(reader, ['judge']), holds(reader, ['participant']) || reader.grants.length === 0];
    return {
      tenant,
      ...who,
      otherTenants: memberships.filter((other) => other !== tenant),
      judging: isJudge || judging.length > 0 ? judging : null,
      entries: isParticipant || entries.length > 0 ? entries : null,
      certificates: isParticipant || certificates.length > 0 ? certificates : null,
      ...board,
    };
  }

  async #who({ tenantId, personId, grants }: PersonActor): Promise<Pick<MyDocument, 'name' | 'roles'>> {
    const [[person], organisations, competitions] = await Promise.all([
      this.persons.people.byIds(tenantId, [personId]),
      this.persons.organisations.byIds(
        tenantId,
        grants.map(({ organisationId }) => organisationId),
      ),
      this.around.competitions.byIds(
        tenantId,
        grants.flatMap(({ competitionId }) => competitionId ?? []),
      ),
    ]);
    const names = new Map([...organisations, ...competitions].map(({ id, name }) => [id, name]));
    return {
      name: person?.name ?? '',
      roles: grants.map(({ role, organisationId, competitionId }) => ({
        role,
        place: names.get(competitionId ?? organisationId) ?? UNNAMED,
      })),
    };
  }

  async #judging(reader: PersonActor): Promise<readonly MyJudging[]> {
    const counts = await this.outcomes.overviews.ofJudge(reader);
    const places = await this.#placesOf(reader.tenantId, [...counts.keys()]);
    return [...counts].flatMap(([skillId, sheets]) => {
      const place = places.get(skillId);
      return place === undefined ? [] : [{ competition: place.competition.name, skill: place.skill.name, sheets }];
    });
  }

  async #entries({ tenantId, personId }: PersonActor, tenant: string): Promise<readonly MyEntry[]> {
    const entries = await this.around.entries.forPerson(tenantId, personId);
    const skillIds = [...new Set(entries.map(({ skillId }) => skillId))];
    const [places, published] = await Promise.all([
      this.#placesOf(tenantId, skillIds),
      this.outcomes.publications.latest(tenantId, skillIds),
    ]);
    const isPublished = new Set(published.map(({ skillId }) => skillId));
    return entries.flatMap((entry) => {
      const place = places.get(entry.skillId);
      return place === undefined ? [] : [ownEntry(entry, place, isPublished.has(entry.skillId) ? tenant : null)];
    });
  }

  async #certificates(reader: PersonActor): Promise<readonly MyCertificate[]> {
    const { rows } = await this.outcomes.certificates.listOwn(reader, { first: NEWEST_CERTIFICATES, after: null });
    return rows.map(ownCertificate);
  }

  async #placesOf(tenantId: Id, skillIds: readonly Id[]): Promise<ReadonlyMap<Id, Place>> {
    if (skillIds.length === 0) return new Map();
    const skills = await this.around.skills.byIds(tenantId, skillIds);
    const competitions = await this.around.competitions.byIds(tenantId, [...new Set(skills.map(({ competitionId }) => competitionId))]);
    const byId = new Map(competitions.map((competition) => [competition.id, competition]));
    return new Map(
      skills.flatMap((skill) => {
        const competition = byId.get(skill.competitionId);
        return competition === undefined ? [] : [[skill.id, { skill, competition }] as const];
      }),
    );
  }
}

type Place = { readonly skill: Skill; readonly competition: Competition };

/** `tenant` is null while nothing is published. */
function ownEntry({ bib, status, kind, name }: Entry, { skill, competition }: Place, tenant: string | null): MyEntry {
  return {
    competition: competition.name,
    skill: skill.name,
    stage: skill.status,
    bib: String(bib),
    status,
    team: kind === 'team' ? name : null,
    resultPath: tenant === null ? null : paths.entry(tenant, competition.slug, skill.code, String(bib)),
  };
}

function ownCertificate({ id, code, status, content }: Certificate): MyCertificate {
  const { title, award, event, skill, issuedOn } = content;
  return { id, title, award, event, skill, issuedOn, status, checkPath: paths.certificate(code), pdfPath: paths.certificateFile(id) };
}
