import { createHmac } from 'node:crypto';
import type { Client } from 'pg';

/** The logins of the product and what each may touch; the migrator owns everything and is used for migrations only. */
export const LOGIN_ROLES = ['guildhall_app', 'guildhall_auth', 'guildhall_queue'] as const;
export type LoginRole = (typeof LOGIN_ROLES)[number];

/** Owns the SECURITY DEFINER functions that cross between schemas; nobody can sign in with it. */
const DEFINER_ROLE = 'guildhall_directory';

/** The password of a role, derived from the installation's secret, so that one secret is enough for a small installation. */
export function rolePassword(secret: string, role: LoginRole): string {
  return createHmac('sha256', secret).update(`database role ${role}`).digest('base64url');
}

/** The migrator's address with another login in it. */
export function roleUrl(adminUrl: string, secret: string, role: LoginRole): string {
  const url = new URL(adminUrl);
  url.username = role;
  url.password = rolePassword(secret, role);
  return url.toString();
}

/** Creates the roles and sets their passwords; safe to repeat and to run from several processes at once. */
export async function ensureRoles(client: Client, secret: string): Promise<void> {
  for (const role of [...LOGIN_ROLES, DEFINER_ROLE]) {
    await client.query(`
      do $$ begin
        create role ${role} nosuperuser nobypassrls nocreatedb nocreaterole noinherit ${role === DEFINER_ROLE ? 'nologin' : 'login'};
      exception when duplicate_object or unique_violation then null;
      end $$`);
  }
  for (const role of LOGIN_ROLES) {
    await client.query(`alter role ${role} password '${rolePassword(secret, role)}'`);
  }
  await client.query(`grant ${DEFINER_ROLE} to current_user`);
}
