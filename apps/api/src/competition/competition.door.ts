import { Module } from '@nestjs/common';
import { CompetitionModule } from '#competition';
import { GraphqlFrame } from '../graphql/index.js';
import { CompetitionLoader } from './competition.loader.js';
import { CompetitionResolver } from './competition.resolver.js';
import { EntryLoader } from './entry.loader.js';
import { EntryResolver } from './entry.resolver.js';
import { PanelsInSight, SkillLoader } from './skill.loader.js';
import { SkillResolver } from './skill.resolver.js';

@Module({
  imports: [CompetitionModule, GraphqlFrame],
  providers: [CompetitionResolver, CompetitionLoader, SkillResolver, PanelsInSight, SkillLoader, EntryResolver, EntryLoader],
})
export class CompetitionDoor {}
