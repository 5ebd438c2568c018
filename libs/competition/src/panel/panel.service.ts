import { Injectable } from '@nestjs/common';
import { Audit } from '#audit';
import { Database, violatedConstraint } from '#database';
import { People } from '#identity';
import { type Actor, authorise, DomainError, type Id, type LocalizedText, newId } from '#kernel';
import { faultsOfText, refuseFaults } from '../competition/competition.rules.js';
import { requireEditable } from '../skill/skill.rules.js';
import { Skills } from '../skill/skill.service.js';
import type { Panel, SeatOfPerson } from './panel.entity.js';
import { PanelRepository } from './panel.repository.js';
import { type Conflict, checkSeats, conflictsOf } from './panel.rules.js';

export type AddPanel = {
  readonly skillId: Id;
  /** The panel's id in the marking scheme, unique in the skill. */
  readonly code: string;
  readonly name: LocalizedText;
  /** Names of the seats, unique in the panel (`J1`, `J2` …). */
  readonly seats: readonly string[];
};

export type SeatJudge = { readonly panelId: Id; readonly seat: string /** Null empties the seat. */; readonly personId: Id | null };

@Injectable()
export class Panels {
  constructor(
    private readonly database: Database,
    private readonly panels: PanelRepository,
    private readonly skills: Skills,
    private readonly people: People,
    private readonly audit: Audit,
  ) {}

  /** A panel with empty seats. Throws FORBIDDEN, NOT_FOUND, SKILL_NOT_EDITABLE, PANEL_NEEDS_SEATS, PANEL_CODE_TAKEN, INVALID_INPUT. */
  add(actor: Actor, { skillId, code, name, seats }: AddPanel): Promise<Panel> {
    return this.database.transaction(actor.tenantId, async () => {
      await this.#lockFor(actor, skillId);
      const isCode = code.trim() !== '' && code.length <= 40;
      refuseFaults([...(isCode ? [] : [{ path: 'code', code: 'REQUIRED' }]), ...faultsOfText('name', name)]);
      checkSeats(seats);
      const panel: Panel = { id: newId(), skillId, code, name, members: seats.map((seat) => ({ seat, personId: null })) };
      await refusing('panel_tenant_id_skill_id_code_key', new DomainError('PANEL_CODE_TAKEN', { code }), () =>
        this.panels.insert(actor.tenantId, panel),
      );
      await this.audit.record(actor, 'panel.added', { kind: 'panel', id: panel.id }, { skillId, code, seats: seats.length });
      return panel;
    });
  }

  /** Puts a person on a seat, or empties it; nobody seats themselves. Throws FORBIDDEN, NOT_FOUND, SKILL_NOT_EDITABLE, JUDGE_SEATED_TWICE. */
  seat(actor: Actor, { panelId, seat, personId }: SeatJudge): Promise<Panel> {
    return this.database.transaction(actor.tenantId, async () => {
      const { skillId } = await this.panels.find(actor.tenantId, panelId);
      await this.#lockFor(actor, skillId);
      if (personId !== null) await this.people.find(actor.tenantId, personId);
      authorise(actor.kind !== 'person' || actor.personId !== personId);
      const before = await this.panels.find(actor.tenantId, panelId);
      const other = before.members.find((member) => member.personId !== null && member.personId === personId && member.seat !== seat);
      if (other !== undefined) throw new DomainError('JUDGE_SEATED_TWICE', { seat: other.seat });
      await this.panels.seat(actor.tenantId, panelId, seat, personId);
      await this.audit.record(actor, 'panel.seated', { kind: 'panel', id: panelId }, { seat, personId });
      return this.panels.find(actor.tenantId, panelId);
    });
  }

  /** Throws NOT_FOUND. */
  find(tenantId: Id, id: Id): Promise<Panel> {
    return this.panels.find(tenantId, id);
  }

  /** Panels of a skill by code, each with its seats. */
  forSkill(tenantId: Id, skillId: Id): Promise<readonly Panel[]> {
    return this.panels.forSkills(tenantId, [skillId]);
  }

  /** Panels of several skills; for loaders. */
  forSkills(tenantId: Id, skillIds: readonly Id[]): Promise<readonly Panel[]> {
    return this.panels.forSkills(tenantId, skillIds);
  }

  /** Every seat that a person holds in the tenant. */
  seatsOf(tenantId: Id, personId: Id): Promise<readonly SeatOfPerson[]> {
    return this.panels.seatsOf(tenantId, personId);
  }

  /** Judges who would mark their own organisation: shown to officials, never refused here. Throws FORBIDDEN, NOT_FOUND. */
  async conflicts(actor: Actor, skillId: Id): Promise<readonly Conflict[]> {
    const { isOfficial } = await this.skills.seeWithCompetition(actor, skillId);
    authorise(isOfficial);
    const panels = await this.panels.forSkills(actor.tenantId, [skillId]);
    const seated = panels.flatMap(({ members }) => members.flatMap(({ personId }) => personId ?? []));
    const people = await this.people.byIds(actor.tenantId, [...new Set(seated)]);
    const organisationOf = new Map(people.map(({ id, organisationId }) => [id, organisationId]));
    return conflictsOf(panels, organisationOf, await this.panels.bibsByOrganisation(actor.tenantId, skillId));
  }

  async #lockFor(actor: Actor, skillId: Id): Promise<void> {
    const skill = await this.skills.lock(actor.tenantId, skillId);
    await this.skills.authoriseOrganiser(actor, skill);
    requireEditable(skill);
  }
}

async function refusing<T>(constraint: string, problem: DomainError, save: () => Promise<T>): Promise<T> {
  try {
    return await save();
  } catch (error) {
    throw violatedConstraint(error) === constraint ? problem : error;
  }
}
