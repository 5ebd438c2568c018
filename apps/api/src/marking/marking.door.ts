import { Module } from '@nestjs/common';
import { MarkingModule } from '#marking';
import { GraphqlFrame } from '../graphql/index.js';
import { ResultResolver } from './result.resolver.js';
import { SheetLoader } from './sheet.loader.js';
import { SheetResolver } from './sheet.resolver.js';
import { StageResolver } from './stage.resolver.js';

@Module({ imports: [MarkingModule, GraphqlFrame], providers: [SheetResolver, SheetLoader, StageResolver, ResultResolver] })
export class MarkingDoor {}
