import { Injectable } from '@nestjs/common';
import type DataLoader from 'dataloader';
import { Competitions, Entries, mayOfficiate, type Panel, Panels, type Round, Rounds, Skills } from '#competition';
import type { Actor, Id } from '#kernel';
import { LoaderRegistry, rowsOf, valueFor } from '../graphql/index.js';

declare module '../graphql/loaders.js' {
  interface Loaders {
    readonly roundsOfSkill: DataLoader<Id, readonly Round[]>;
    readonly panelsOfSkill: DataLoader<Id, readonly Panel[]>;
    readonly entryCountOfSkill: DataLoader<Id, number | null>;
  }
}

/** Who judges is shown to the officials of the competition; everyone else sees panels and seats. */
@Injectable()
export class PanelsInSight {
  constructor(
    private readonly panels: Panels,
    private readonly skills: Skills,
    private readonly competitions: Competitions,
  ) {}

  async forSkills(actor: Actor, skillIds: readonly Id[]): Promise<readonly Panel[]> {
    const panels = await this.panels.forSkills(actor.tenantId, skillIds);
    const skills = await this.skills.byIds(actor.tenantId, skillIds);
    const places = new Map(
      (
        await this.competitions.byIds(
          actor.tenantId,
          skills.map((skill) => skill.competitionId),
        )
      ).map((row) => [row.id, row]),
    );
    const official = new Set(
      skills.flatMap((skill) => {
        const place = places.get(skill.competitionId);
        return place !== undefined && mayOfficiate(actor, place) ? [skill.id] : [];
      }),
    );
    return panels.map((panel) =>
      official.has(panel.skillId) ? panel : { ...panel, members: panel.members.map(({ seat }) => ({ seat, personId: null })) },
    );
  }
}

@Injectable()
export class SkillLoader {
  constructor(rounds: Rounds, panels: PanelsInSight, entries: Entries, loaders: LoaderRegistry) {
    loaders.add(
      'roundsOfSkill',
      rowsOf(
        (tenantId, ids) => rounds.forSkills(tenantId, ids),
        (round) => round.skillId,
      ),
    );
    loaders.add(
      'panelsOfSkill',
      rowsOf(
        (_, ids, actor) => panels.forSkills(actor, ids),
        (panel) => panel.skillId,
      ),
    );
    loaders.add(
      'entryCountOfSkill',
      valueFor((tenantId, ids) => entries.countForSkills(tenantId, ids)),
    );
  }
}
