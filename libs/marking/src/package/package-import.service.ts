import { Injectable } from '@nestjs/common';
import type { Competition, Skill } from '#competition';
import { Database } from '#database';
import { type Actor, DomainError, type Id, systemActor, systemClock } from '#kernel';
import { type CompetitionPackage, hashOf, inputHashOf, inputOf, validatePackage } from '#scoring';
import { Neighbours } from '../neighbours.js';
import './package.problems.js';
import { codeOfPackage, type EntriesOfPackage, entriesOfPackage, marksOfPackage, slugOfPackage } from './package-import.rules.js';
import { PackageDoors, PackagePeople } from './package-rooms.js';

export type ImportPackage = {
  /** JSON of format `guildhall-competition/1`, unchecked. */
  readonly package: unknown;
  /** The union that organises it; organisations that are new to us are added beneath it. */
  readonly organisationId: Id;
  /** Address of the competition, found or created; left out: from its English name. */
  readonly slug?: string;
  /** The marks are final, as on signed paper: every sheet is signed on arrival. */
  readonly isSigned: boolean;
};

export type ImportedPackage = {
  readonly competition: Competition;
  readonly skill: Skill;
  /** The package's id of each entry → ours. */
  readonly entryIds: ReadonlyMap<string, Id>;
  readonly marks: number;
};

@Injectable()
export class PackageImport {
  constructor(
    private readonly database: Database,
    private readonly rooms: Neighbours,
    private readonly people: PackagePeople,
    private readonly doors: PackageDoors,
  ) {}

  /**
   * Brings in one skill with its scheme, rules, entries and marks, through the same use cases as people at their doors, all or nothing;
   * standings are then asked for. Seats stay empty: who judged is not known to us as a person.
   * Throws PACKAGE_INVALID (faults by path), PACKAGE_SKILL_EXISTS, ENTRY_LIST_FAULTY, FORBIDDEN, NOT_FOUND.
   */
  async import(actor: Actor, input: ImportPackage): Promise<ImportedPackage> {
    const pkg = checkedPackage(input.package);
    return this.database.transaction(actor.tenantId, async () => {
      const { id: organisationId } = await this.people.organisations.find(actor.tenantId, input.organisationId);
      const slug = input.slug ?? slugOfPackage(pkg, `competition-${hashOf({ name: pkg.competition.name }).slice(0, 8)}`);
      const competition = await this.#openCompetition(actor, organisationId, slug, pkg);
      const draft = await this.#addSkill(actor, competition, pkg);
      await this.doors.schemes.adopt(actor, { skillId: draft.id, scheme: pkg.scheme, rules: pkg.rules });
      const { skills } = this.rooms;
      const registering = await skills.move(actor, { skillId: draft.id, version: draft.version, to: 'registration' });
      const plan = await this.#enter(actor, draft.id, organisationId, pkg);
      await this.doors.stages.open(actor, { skillId: draft.id, version: registering.version });
      const marks = await this.#mark(actor, draft.id, pkg, plan, input.isSigned);
      await this.rooms.news.audit.record(
        actor,
        'package.imported',
        { kind: 'skill', id: draft.id },
        { slug, entries: plan.entries.length, marks, inputHash: inputHashOf(inputOf(pkg)) },
      );
      return { competition, skill: await skills.find(actor.tenantId, draft.id), entryIds: plan.ids, marks };
    });
  }

  async #openCompetition(actor: Actor, organisationId: Id, slug: string, { competition: given }: CompetitionPackage): Promise<Competition> {
    const { competitions } = this.rooms;
    const today = systemClock.now().toISOString().slice(0, 10);
    const startsOn = given.startsOn ?? given.endsOn ?? today;
    const found =
      (await competitions.findBySlug(actor.tenantId, slug)) ??
      (await competitions.create(actor, {
        organisationId,
        slug,
        name: given.name,
        level: 'provincial',
        startsOn,
        endsOn: given.endsOn ?? startsOn,
        ...(given.timeZone === undefined ? {} : { timeZone: given.timeZone }),
      }));
    if (found.status !== 'draft') return found;
    return competitions.open(actor, { competitionId: found.id, version: found.version });
  }

  async #addSkill(actor: Actor, competition: Competition, pkg: CompetitionPackage): Promise<Skill> {
    const code = codeOfPackage(pkg);
    if ((await this.rooms.skills.findByCode(actor.tenantId, competition.id, code)) !== null) {
      throw new DomainError('PACKAGE_SKILL_EXISTS', { slug: competition.slug, code });
    }
    return this.rooms.skills.add(actor, { competitionId: competition.id, code, name: pkg.skill.name });
  }

  async #enter(actor: Actor, skillId: Id, beneathId: Id, pkg: CompetitionPackage): Promise<EntriesOfPackage> {
    const organisations = await this.people.organisationsOf(actor, pkg, beneathId);
    const members = await this.people.membersOf(actor, pkg, organisations);
    const labels = new Map(pkg.entries.map(({ id, organisation }) => [id, organisation ?? '']));
    const plan = entriesOfPackage(pkg, (entry) => ({
      organisationId: organisations.get(labels.get(entry) ?? '') ?? null,
      personIds: members.get(entry) ?? [],
    }));
    await this.doors.registrations.importAll(actor, skillId, plan.entries);
    return plan;
  }

  async #mark(actor: Actor, skillId: Id, pkg: CompetitionPackage, { ids, later }: EntriesOfPackage, isSigned: boolean): Promise<number> {
    const importer = systemActor(actor.tenantId, 'package import');
    const { ledger, sheets } = this.doors.marks;
    if (pkg.marks.length > 0) await ledger.importMarks(importer, skillId, marksOfPackage(pkg.marks, ids));
    if (isSigned) await sheets.setStatusOfSkill(actor.tenantId, skillId, 'open', 'signed');
    for (const { order, reason, by, at } of pkg.decisions ?? []) {
      const entryIds = order.map((entry) => ids.get(entry) ?? entry);
      await this.doors.stages.decideTie(importer, { skillId, entryIds, reason: `${reason.slice(0, 300)} (${by}, ${at})` });
    }
    for (const [entryId, status] of later) await this.doors.entryChanges.changeStatus(actor, { entryId, version: 1, status });
    return pkg.marks.length;
  }
}

function checkedPackage(json: unknown): CompetitionPackage {
  const checked = validatePackage(json);
  if (!checked.ok) throw new DomainError('PACKAGE_INVALID', { count: checked.flaws.length }, checked.flaws);
  return checked.value;
}
