import { Module } from '@nestjs/common';
import { JobsModule } from '#jobs';
import { GraphqlFrame } from '../graphql/index.js';
import { JobResolver } from './job.resolver.js';

@Module({ imports: [JobsModule, GraphqlFrame], providers: [JobResolver] })
export class JobsDoor {}
