import { Injectable } from '@nestjs/common';
import type { Skill } from '#competition';
import { Database } from '#database';
import { type Actor, authorise, DomainError, type Id, newId } from '#kernel';
import { type Flaw, type RuleSet, type Scheme, validateRules, validateScheme } from '#scoring';
import { openWorkbook } from '#workbook';
import { mayAdoptScheme, mayReadMarks } from '../marking.policy.js';
import { Neighbours } from '../neighbours.js';
import { readCisScheme } from './cis-workbook.rules.js';
import { SchemeRepository, type SchemeVersion } from './scheme.repository.js';
import { STANDARD_RULES } from './standard.rules.js';

/** Where a scheme came from: the name of the file and its SHA-256, kept as evidence. */
export type SchemeSource = { readonly name: string; readonly sha256: Uint8Array };

export type AdoptScheme = {
  readonly skillId: Id;
  readonly scheme: unknown;
  readonly rules: unknown;
  readonly source?: SchemeSource;
};

export type ImportScheme = { readonly skillId: Id; readonly fileName: string; readonly bytes: Uint8Array; readonly rules?: unknown };

/** Versions that never change are kept in memory; the oldest leaves when there are more than this. */
const MOST_KEPT = 200;

@Injectable()
export class Schemes {
  readonly #kept = new Map<string, SchemeVersion>();

  constructor(
    private readonly database: Database,
    private readonly versions: SchemeRepository,
    private readonly rooms: Neighbours,
  ) {}

  /**
   * Adopts a scheme and its rules as the next version of a skill that is not being marked yet, and makes the panels that it names.
   * Throws SCHEME_INVALID with every fault by path, SCHEME_FROZEN once marking has begun, NOT_FOUND, FORBIDDEN.
   */
  adopt(actor: Actor, input: AdoptScheme): Promise<SchemeVersion> {
    return this.database.transaction(actor.tenantId, async () => {
      const skill = await this.rooms.lockSkill(actor, input.skillId);
      authorise(mayAdoptScheme(actor, skill));
      requireUnfrozen(skill);
      const { scheme, rules } = checkedScheme(input.scheme, input.rules);
      const version = await this.versions.insert(actor.tenantId, {
        id: newId(),
        skillId: skill.id,
        scheme,
        rules,
        sourceName: input.source?.name ?? null,
        sourceSha256: input.source ? Buffer.from(input.source.sha256) : null,
        createdBy: actor.kind === 'person' ? actor.personId : null,
      });
      await this.#makePanels(actor, skill.id, scheme);
      await this.rooms.news.audit.record(
        actor,
        'scheme.adopted',
        { kind: 'skill', id: skill.id },
        { scheme: version.id, number: version.number },
      );
      return version;
    });
  }

  /**
   * Adopts the scheme of a `CIS Marking Scheme Import` workbook, all or nothing; without rules the standard ones.
   * Throws SCHEME_WORKBOOK_INVALID with every fault by cell, WORKBOOK_* when it is no such file, and as `adopt`.
   */
  async importWorkbook(actor: Actor, input: ImportScheme): Promise<SchemeVersion> {
    const skill = await this.rooms.skill(actor, input.skillId);
    authorise(mayAdoptScheme(actor, skill));
    const { scheme, sourceSha256 } = readCisScheme(await openWorkbook(input.bytes));
    const source = { name: input.fileName.slice(0, 200), sha256: Buffer.from(sourceSha256, 'hex') };
    return this.adopt(actor, { skillId: input.skillId, scheme, rules: input.rules ?? STANDARD_RULES, source });
  }

  /** One version; from memory once it has been read. Throws NOT_FOUND. */
  async get(tenantId: Id, id: Id): Promise<SchemeVersion> {
    const key = `${tenantId} ${id}`;
    const kept = this.#kept.get(key);
    if (kept !== undefined) return kept;
    const version = await this.versions.find(tenantId, id);
    if (version === null) throw new DomainError('NOT_FOUND');
    if (this.#kept.size >= MOST_KEPT) this.#kept.delete(this.#kept.keys().next().value ?? '');
    this.#kept.set(key, version);
    return version;
  }

  /** The newest version of a skill. Throws SCHEME_MISSING. */
  async latest(tenantId: Id, skillId: Id): Promise<SchemeVersion> {
    const version = await this.versions.findLatest(tenantId, skillId);
    if (version === null) throw new DomainError('SCHEME_MISSING');
    return version;
  }

  /** The newest version of a skill for the officials of its competition, null when it has none. Throws FORBIDDEN, NOT_FOUND. */
  async see(actor: Actor, skillId: Id): Promise<SchemeVersion | null> {
    const skill = await this.rooms.skill(actor, skillId);
    authorise(mayReadMarks(actor, skill));
    return this.versions.findLatest(actor.tenantId, skillId);
  }

  /** The newest version of a skill, or null when it has none yet. */
  findLatest(tenantId: Id, skillId: Id): Promise<SchemeVersion | null> {
    return this.versions.findLatest(tenantId, skillId);
  }

  async #makePanels(actor: Actor, skillId: Id, scheme: Scheme): Promise<void> {
    const existing = new Map((await this.rooms.panels.forSkill(actor.tenantId, skillId)).map((panel) => [panel.code, panel]));
    for (const panel of scheme.panels) {
      const known = existing.get(panel.id);
      if (known === undefined) {
        await this.rooms.panels.add(actor, { skillId, code: panel.id, name: panel.name, seats: panel.seats });
      } else if (!panel.seats.every((seat) => known.members.some((member) => member.seat === seat))) {
        throw new DomainError('SEATS_MISSING', { panel: panel.id });
      }
    }
  }
}

function requireUnfrozen(skill: Skill): void {
  if (skill.status !== 'draft' && skill.status !== 'registration') throw new DomainError('SCHEME_FROZEN');
}

function checkedScheme(scheme: unknown, rules: unknown): { readonly scheme: Scheme; readonly rules: RuleSet } {
  const goodScheme = validateScheme(scheme);
  if (!goodScheme.ok) throw schemeInvalid('scheme', goodScheme.flaws);
  const goodRules = validateRules(rules, goodScheme.value);
  if (!goodRules.ok) throw schemeInvalid('rules', goodRules.flaws);
  return { scheme: goodScheme.value, rules: goodRules.value };
}

function schemeInvalid(root: string, flaws: readonly Flaw[]): DomainError {
  return new DomainError(
    'SCHEME_INVALID',
    { count: flaws.length },
    flaws.map((flaw) => ({ ...flaw, path: flaw.path === '' ? root : `${root}.${flaw.path}` })),
  );
}
