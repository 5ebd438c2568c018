import { Module } from '@nestjs/common';
import { AuditModule } from '#audit';
import { IdentityModule } from '#identity';
import { CompetitionRepository } from './competition/competition.repository.js';
import { Competitions } from './competition/competition.service.js';
import { EntryRepository } from './entry/entry.repository.js';
import { Entries } from './entry/entry.service.js';
import { EntryChanges } from './entry/entry-changes.service.js';
import { EntryLists } from './entry/entry-list.service.js';
import { Registrations } from './entry/registration.service.js';
import { Roster } from './entry/roster.js';
import { PanelRepository } from './panel/panel.repository.js';
import { Panels } from './panel/panel.service.js';
import { RoundRepository } from './round/round.repository.js';
import { Rounds } from './round/round.service.js';
import { SkillRepository } from './skill/skill.repository.js';
import { Skills } from './skill/skill.service.js';

const services = [Competitions, Skills, Rounds, Entries, EntryChanges, Registrations, EntryLists, Panels];

/** Competitions, skills, rounds, entries and judging panels. */
@Module({
  imports: [AuditModule, IdentityModule],
  providers: [...services, CompetitionRepository, SkillRepository, RoundRepository, EntryRepository, PanelRepository, Roster],
  exports: services,
})
export class CompetitionModule {}
