import { Module } from '@nestjs/common';
import { LoaderRegistry } from './loaders.js';

/** What a room's door imports: the registry of loaders. */
@Module({ providers: [LoaderRegistry], exports: [LoaderRegistry] })
export class GraphqlFrame {}
