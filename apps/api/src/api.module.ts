import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { APP_FILTER, APP_PIPE } from '@nestjs/core';
import { CertificateModule } from '#certificate';
import { CompetitionModule } from '#competition';
import type { Config } from '#config';
import { DatabaseModule, roleUrl } from '#database';
import { IdentityModule, signInModule } from '#identity';
import { JobsModule } from '#jobs';
import { MarkingModule } from '#marking';
import { CertificateDoor } from './certificate/certificate.door.js';
import { CompetitionDoor } from './competition/competition.door.js';
import { AboutResolver } from './graphql/about.resolver.js';
import { Executor } from './graphql/executor.js';
import { GraphqlFrame } from './graphql/frame.module.js';
import { graphqlModule } from './graphql/graphql.module.js';
import { GraphqlRoute } from './graphql/graphql.route.js';
import { InputCheck } from './graphql/input-check.js';
import { RefusalFilter } from './graphql/refusal.filter.js';
import { GraphqlStream } from './graphql/stream.js';
import { AuthDoor } from './http/auth/auth.door.js';
import { CallersModule } from './http/callers.module.js';
import { Health } from './http/health.js';
import { Metrics } from './http/metrics.js';
import { PagesModule } from './http/pages/pages.module.js';
import { IdentityDoor } from './identity/identity.door.js';
import { JobsDoor } from './jobs/jobs.door.js';
import { MarkingDoor } from './marking/marking.door.js';
import { SETTINGS } from './settings.js';
import './api.problems.js';

/** The rooms behind the doors, in the order of the floors. */
const rooms = [IdentityModule, CompetitionModule, MarkingModule, CertificateModule];

/** Their doors, in the same order. */
const doors: readonly Type[] = [JobsDoor, IdentityDoor, CompetitionDoor, MarkingDoor, CertificateDoor];

@Module({})
class ApiModule {}

/** The rooms, their doors, and the door's own parts. */
export function apiModule(settings: Config): DynamicModule {
  return {
    module: ApiModule,
    global: true,
    imports: [
      DatabaseModule.forRoot({
        url: appUrl(settings),
        entities: [],
        poolSize: settings.DATABASE_POOL,
        applicationName: 'guildhall api',
      }),
      JobsModule.forApi({ listenUrl: appUrl(settings) }),
      signInModule(settings),
      ...rooms,
      ...doors,
      CallersModule,
      PagesModule,
      AuthDoor,
      GraphqlFrame,
      graphqlModule(),
    ],
    providers: [
      { provide: SETTINGS, useValue: settings },
      { provide: APP_PIPE, useClass: InputCheck },
      { provide: APP_FILTER, useClass: RefusalFilter },
      AboutResolver,
      Executor,
      GraphqlRoute,
      GraphqlStream,
      Health,
      Metrics,
    ],
    exports: [SETTINGS],
  };
}

function appUrl({ APP_DATABASE_URL, DATABASE_URL, SECRET }: Config): string {
  if (APP_DATABASE_URL !== undefined) return APP_DATABASE_URL;
  if (DATABASE_URL !== undefined) return roleUrl(DATABASE_URL, SECRET, 'guildhall_app');
  throw new Error('Set DATABASE_URL or APP_DATABASE_URL, or start everything with `npm start`');
}
