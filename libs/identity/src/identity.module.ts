import { type DynamicModule, Module, type OnModuleInit } from '@nestjs/common';
import { Audit, AuditModule, AuditSeals } from '#audit';
import { type Config, config } from '#config';
import { Database, roleUrl } from '#database';
import { JobHandlers } from '#jobs';
import { Accounts } from './account/account.service.js';
import { AuthConnection } from './account/auth-connection.js';
import { Sessions } from './account/session.service.js';
import { SignIn } from './account/sign-in.service.js';
import { GrantRepository } from './grant/grant.repository.js';
import { Grants } from './grant/grant.service.js';
import { OrganisationRepository } from './organisation/organisation.repository.js';
import { Organisations } from './organisation/organisation.service.js';
import { IdNumberVault } from './person/id-number.vault.js';
import { PersonRepository } from './person/person.repository.js';
import { People } from './person/person.service.js';
import './identity.problems.js';

/** Settings that decide about sign-in; the configuration of a process has them all. */
export type SignInSettings = Pick<Config, 'SECRET' | 'publicUrl' | 'DATABASE_URL' | 'AUTH_DATABASE_URL'>;

const SEAL_EVERY_MS = 5_000;

@Module({
  imports: [AuditModule],
  providers: [
    OrganisationRepository,
    Organisations,
    PersonRepository,
    People,
    GrantRepository,
    Grants,
    Accounts,
    { provide: IdNumberVault, useFactory: () => new IdNumberVault(config().SECRET) },
  ],
  exports: [Organisations, People, Grants, Accounts],
})
export class IdentityModule implements OnModuleInit {
  constructor(
    private readonly handlers: JobHandlers,
    private readonly organisations: Organisations,
    private readonly seals: AuditSeals,
  ) {}

  /** The trail knows no tenants by name, so the room that does goes round them. */
  onModuleInit(): void {
    this.handlers.every(SEAL_EVERY_MS, 'audit.seal', async () => {
      for (const tenantId of await this.organisations.tenantIds()) await this.seals.sealAll(tenantId);
    });
  }
}

@Module({})
class SignInModule {}

/** Sessions and sign-in, for the process that has the door; visible to all of its modules. */
export function signInModule(settings: SignInSettings): DynamicModule {
  const options = { secret: settings.SECRET, publicUrl: settings.publicUrl };
  return {
    module: SignInModule,
    global: true,
    imports: [IdentityModule],
    providers: [
      { provide: AuthConnection, useFactory: () => new AuthConnection({ ...options, url: authUrl(settings) }) },
      {
        provide: Sessions,
        inject: [Database, Grants],
        useFactory: (database: Database, grants: Grants) => new Sessions(database, grants, options),
      },
      {
        provide: SignIn,
        inject: [AuthConnection, Sessions],
        useFactory: (connection: AuthConnection, sessions: Sessions) => new SignIn(connection, sessions, options),
      },
    ],
    exports: [Sessions, SignIn],
  };
}

export type IdentityRoom = {
  readonly organisations: Organisations;
  readonly people: People;
  readonly grants: Grants;
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly signIn: SignIn;
  /** Closes the sign-in library's connections; the database is the caller's. */
  close(): Promise<void>;
};

/** The same services without Nest, for tools and tests. */
export function createIdentity(database: Database, settings: SignInSettings): IdentityRoom {
  const options = { secret: settings.SECRET, publicUrl: settings.publicUrl };
  const audit = new Audit(database);
  const organisations = new Organisations(database, new OrganisationRepository(database), audit);
  const people = new People(database, new PersonRepository(database), organisations, new IdNumberVault(settings.SECRET), audit);
  const grants = new Grants(database, new GrantRepository(database), organisations, people, audit);
  const connection = new AuthConnection({ ...options, url: authUrl(settings) });
  const sessions = new Sessions(database, grants, options);
  return {
    organisations,
    people,
    grants,
    accounts: new Accounts(database, people, audit),
    sessions,
    signIn: new SignIn(connection, sessions, options),
    close: () => connection.onApplicationShutdown(),
  };
}

function authUrl({ AUTH_DATABASE_URL, DATABASE_URL, SECRET }: SignInSettings): string | undefined {
  return AUTH_DATABASE_URL ?? (DATABASE_URL === undefined ? undefined : roleUrl(DATABASE_URL, SECRET, 'guildhall_auth'));
}
