import { Injectable } from '@nestjs/common';
import type DataLoader from 'dataloader';
import { type Competition, Competitions, type Skill, Skills } from '#competition';
import type { Id } from '#kernel';
import { LoaderRegistry, rowById, rowsOf } from '../graphql/index.js';

declare module '../graphql/loaders.js' {
  interface Loaders {
    readonly competitions: DataLoader<Id, Competition>;
    readonly skills: DataLoader<Id, Skill>;
    readonly skillsOfCompetition: DataLoader<Id, readonly Skill[]>;
  }
}

@Injectable()
export class CompetitionLoader {
  constructor(competitions: Competitions, skills: Skills, loaders: LoaderRegistry) {
    loaders.add(
      'competitions',
      rowById((tenantId, ids) => competitions.byIds(tenantId, ids)),
    );
    loaders.add(
      'skills',
      rowById((tenantId, ids) => skills.byIds(tenantId, ids)),
    );
    loaders.add(
      'skillsOfCompetition',
      rowsOf(
        (tenantId, ids) => skills.forCompetitions(tenantId, ids),
        (skill) => skill.competitionId,
      ),
    );
  }
}
