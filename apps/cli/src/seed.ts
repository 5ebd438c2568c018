import { type Config, DEMO_LOGINS } from '#config';
import { DomainError } from '#kernel';
import type { Command } from './command.js';
import { openInstallation } from './installation.js';
import { migrateAll } from './migrate.js';
import { withRooms } from './rooms.js';
import { seedDemo } from './seed/demo.js';
import { step, type Tell } from './terminal.js';
import './tools.problems.js';

/**
 * Adds the demo to a migrated database that lacks it. Returns whether it was added; in production nothing is.
 * Its logins are `DEMO_LOGINS` of `#config`.
 */
export async function addDemo(config: Config, tell: Tell): Promise<boolean> {
  if (config.production) return false;
  return withRooms(config.APP_DATABASE_URL ?? '', (get) => seedDemo(get, tell));
}

/** One line per role: role, name, what to type. */
export function demoLoginLines(): readonly string[] {
  return DEMO_LOGINS.map(({ role, name, email, password }) => `${role.padEnd(25)} ${name}  ${email.padEnd(28)} ${password}`);
}

export const seed: Command = {
  usage: '',
  summary: 'adds the demo competition and its logins; a second time adds nothing; never in production',
  run: async () => {
    const { config, adminUrl, stop } = await step('opening the database', openInstallation);
    try {
      if (config.production) throw new DomainError('DEMO_NOT_IN_PRODUCTION');
      await step('migrating', (tell) => migrateAll(adminUrl, config.SECRET, tell));
      const isNew = await step('demo', (tell) => addDemo(config, tell));
      console.log(isNew ? 'The demo was added.' : 'The demo is there already.');
      for (const line of demoLoginLines()) console.log(`  ${line}`);
      return 0;
    } finally {
      await stop();
    }
  },
};
