import { migrate } from '#database';
import { migrateQueue } from '#jobs';
import type { Command } from './command.js';
import { openInstallation } from './installation.js';
import { step, type Tell } from './terminal.js';

/** Everything that must stand in the database before the apps start. Returns the names of the migrations applied now. */
export async function migrateAll(adminUrl: string, secret: string, tell: Tell): Promise<readonly string[]> {
  const applied: string[] = [];
  await migrate({
    adminUrl,
    secret,
    also: [migrateQueue],
    onProgress: (name) => {
      applied.push(name);
      tell(name);
    },
  });
  return applied;
}

export const migrateCommand: Command = {
  usage: '',
  summary: 'brings the database up to date',
  run: async () => {
    const { config, adminUrl, stop } = await step('opening the database', openInstallation);
    try {
      await step('migrating', (tell) => migrateAll(adminUrl, config.SECRET, tell));
      return 0;
    } finally {
      await stop();
    }
  },
};
