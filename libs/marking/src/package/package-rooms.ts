import { Injectable } from '@nestjs/common';
import { EntryChanges, Registrations } from '#competition';
import { type Organisation, Organisations, People, type Person } from '#identity';
import { type Actor, type Id, isId } from '#kernel';
import type { CompetitionPackage } from '#scoring';
import { Schemes } from '../scheme/scheme.service.js';
import { MarkImport } from '../sheet/mark-import.service.js';
import { SheetRepository } from '../sheet/sheet.repository.js';
import { MarkingStages } from '../stage/stage.service.js';

/** What a package brings into the tree: the organisations that it names and the members of its teams. */
@Injectable()
export class PackagePeople {
  constructor(
    readonly organisations: Organisations,
    readonly people: People,
  ) {}

  /**
   * Finds each organisation by id or code, and adds those that are missing as enterprises beneath `beneathId`.
   * Returns label → id. Throws FORBIDDEN when the actor may not add one.
   */
  async organisationsOf(actor: Actor, pkg: CompetitionPackage, beneathId: Id): Promise<ReadonlyMap<string, Id>> {
    const labels = [...new Set(pkg.entries.flatMap(({ organisation }) => organisation ?? []))];
    const byId = await this.organisations.byIds(actor.tenantId, labels.filter(isId));
    const byCode = await this.organisations.byCodes(actor.tenantId, labels.map(codeOf));
    const found = new Map([...byId, ...byCode].flatMap(({ id, code }) => [[id, id] as const, [code, id] as const]));
    for (const label of labels) {
      if (found.has(label) || found.has(codeOf(label))) continue;
      const added = await this.#add(actor, label, beneathId);
      found.set(added.code, added.id);
    }
    return new Map(labels.map((label) => [label, found.get(label) ?? found.get(codeOf(label)) ?? beneathId]));
  }

  /** Adds the members of teams that have marks of their own, in the order of each team. Returns entry → people. */
  async membersOf(
    actor: Actor,
    pkg: CompetitionPackage,
    organisations: ReadonlyMap<string, Id>,
  ): Promise<ReadonlyMap<string, readonly Id[]>> {
    const members = pkg.entries.flatMap(({ id, kind, organisation, persons = [] }) =>
      kind === 'team' ? persons.map((name) => ({ entry: id, name, organisationId: organisations.get(organisation ?? '') ?? null })) : [],
    );
    if (members.length === 0) return new Map();
    const people: readonly Person[] = await this.people.addMany(
      actor,
      members.map(({ name, organisationId }) => ({ name, organisationId })),
    );
    const pairs = people.map(({ id }, at) => ({ entry: members[at]?.entry ?? '', id }));
    return new Map([...Map.groupBy(pairs, ({ entry }) => entry)].map(([entry, list]) => [entry, list.map(({ id }) => id)]));
  }

  #add(actor: Actor, label: string, parentId: Id): Promise<Organisation> {
    return this.organisations.add(actor, {
      parentId,
      kind: 'enterprise',
      level: 'enterprise',
      code: codeOf(label),
      name: { 'zh-CN': label },
    });
  }
}

/** Marks of a package on their way through the ledger. */
@Injectable()
export class PackageMarks {
  constructor(
    readonly ledger: MarkImport,
    readonly sheets: SheetRepository,
  ) {}
}

/** The use cases through which a package comes in. */
@Injectable()
export class PackageDoors {
  constructor(
    readonly registrations: Registrations,
    readonly entryChanges: EntryChanges,
    readonly schemes: Schemes,
    readonly stages: MarkingStages,
    readonly marks: PackageMarks,
  ) {}
}

/** Codes of organisations have at most 40 characters. */
function codeOf(label: string): string {
  return [...label.trim()].slice(0, 40).join('');
}
