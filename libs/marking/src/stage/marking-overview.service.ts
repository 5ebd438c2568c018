import { Injectable } from '@nestjs/common';
import { Panels } from '#competition';
import type { Actor, Id } from '#kernel';
import { mayReadMarks, type SkillScope } from '../marking.policy.js';
import { type SheetCount, SheetRepository } from '../sheet/sheet.repository.js';
import type { MarkingProgress } from './stage.service.js';

/** How many sheets stand where, for lists of skills: the number of statements does not grow with the list. */
@Injectable()
export class MarkingOverviews {
  constructor(
    private readonly sheets: SheetRepository,
    private readonly panels: Panels,
  ) {}

  /** Sheets of skills by status. Skills whose marks the actor may not read, and those without sheets, are missing. */
  async ofSkills(actor: Actor, skills: readonly (SkillScope & { readonly id: Id })[]): Promise<ReadonlyMap<Id, MarkingProgress>> {
    const readable = skills.filter((skill) => mayReadMarks(actor, skill)).map(({ id }) => id);
    return readable.length === 0 ? new Map() : bySkill(await this.sheets.countsOfSkills(actor.tenantId, readable));
  }

  /** The sheets on the person's own seats, by skill and status; nobody else has any. */
  async ofJudge(actor: Actor): Promise<ReadonlyMap<Id, MarkingProgress>> {
    if (actor.kind !== 'person') return new Map();
    const seats = await this.panels.seatsOf(actor.tenantId, actor.personId);
    return seats.length === 0 ? new Map() : bySkill(await this.sheets.countsOfSeats(actor.tenantId, seats));
  }
}

function bySkill(counts: readonly SheetCount[]): ReadonlyMap<Id, MarkingProgress> {
  const none: MarkingProgress = { open: 0, signed: 0, locked: 0 };
  const found = new Map<Id, MarkingProgress>();
  for (const { skillId, status, sheets } of counts) found.set(skillId, { ...(found.get(skillId) ?? none), [status]: sheets });
  return found;
}
