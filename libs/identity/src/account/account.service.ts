import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Audit } from '#audit';
import { Database, violatedConstraint } from '#database';
import { type Actor, authorise, DomainError, type Id, systemActor } from '#kernel';
import { mayAct } from '../identity.policy.js';
import { People } from '../person/person.service.js';
import { type AccountName, checkPassword, readAccountName } from './account.rules.js';
import { hashPassword } from './password.js';

export type NewAccount = {
  readonly personId: Id;
  readonly password: string;
  /** One of the two; unique in the whole installation, as one account may belong to several tenants. */
  readonly email?: string;
  readonly username?: string;
};

const TAKEN: Readonly<Record<string, string>> = {
  user_email_key: 'ACCOUNT_NAME_TAKEN',
  user_username_key: 'ACCOUNT_NAME_TAKEN',
  membership_tenant_id_person_id_key: 'ACCOUNT_EXISTS',
};

/** Accounts of people who sign in. The sign-in library reads them; they are made here, in one transaction with their line in the trail. */
@Injectable()
export class Accounts {
  constructor(
    private readonly database: Database,
    private readonly people: People,
    private readonly audit: Audit,
  ) {}

  /**
   * Gives a person an account and says its id. Throws NOT_FOUND, FORBIDDEN, ACCOUNT_NAME_INVALID, ACCOUNT_NAME_TAKEN, ACCOUNT_EXISTS,
   * PASSWORD_TOO_SHORT, PASSWORD_TOO_LONG, PASSWORD_TOO_COMMON.
   */
  async createAccount(
    tenantId: Id,
    account: NewAccount,
    actor: Actor = systemActor(tenantId, 'accounts'),
  ): Promise<{ readonly userId: string }> {
    const name = readAccountName(account.email ?? account.username ?? '');
    if (name === null || (account.email !== undefined && name.kind !== 'email')) throw new DomainError('ACCOUNT_NAME_INVALID');
    checkPassword(account.password, name.value);
    const person = await this.people.find(tenantId, account.personId);
    authorise(actor.kind === 'system' || (person.organisationId !== null && mayAct(actor, 'createAccount', person.organisationId)));
    const hash = await hashPassword(account.password);
    const userId = randomBytes(16).toString('hex');
    return this.database.transaction(tenantId, async () => {
      await this.#create(userId, name, hash, person.id);
      await this.audit.record(actor, 'account.created', { kind: 'person', id: person.id });
      return { userId };
    });
  }

  async #create(userId: string, name: AccountName, hash: string, personId: Id): Promise<void> {
    const email = name.kind === 'email' ? name.value : `${userId}@no-mail.invalid`;
    const username = name.kind === 'username' ? name.value : null;
    try {
      await this.database.query('select directory.create_account($1, $2, $3, $4, $5)', [userId, email, username, hash, personId]);
    } catch (error) {
      const code = TAKEN[violatedConstraint(error)];
      if (code !== undefined) throw new DomainError(code);
      throw error;
    }
  }
}
