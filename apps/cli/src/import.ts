import { Organisations } from '#identity';
import { systemActor } from '#kernel';
import { PackageImport } from '#marking';
import { readArguments } from './arguments.js';
import type { Command } from './command.js';
import { openInstallation } from './installation.js';
import { readJsonFile } from './json-file.js';
import { withRooms } from './rooms.js';
import { tenantFor } from './tenant.js';
import { step } from './terminal.js';

const USAGE = 'PACKAGE [--tenant SLUG] [--slug COMPETITION] [--signed]';

export const importCommand: Command = {
  usage: USAGE,
  summary: 'imports a competition package: one skill with scheme, rules, entries and marks; all or nothing',
  run: async (args) => {
    const { names, options, switches } = readArguments(args, `import ${USAGE}`, {
      least: 1,
      most: 1,
      options: ['tenant', 'slug'],
      switches: ['signed'],
    });
    const { json } = readJsonFile(names[0] ?? '');
    const { config, stop } = await step('opening the database', openInstallation);
    try {
      await withRooms(config.APP_DATABASE_URL ?? '', async (get) => {
        const { tenantId } = await tenantFor(get, options.get('tenant'));
        const organisationId = (await get(Organisations).root(tenantId)).id;
        const slug = options.get('slug');
        const imported = await step('importing', () =>
          get(PackageImport).import(systemActor(tenantId, 'command line'), {
            package: json,
            organisationId,
            isSigned: switches.has('signed'),
            ...(slug === undefined ? {} : { slug }),
          }),
        );
        console.log(
          `${imported.competition.slug}/${imported.skill.code}: ${imported.entryIds.size} entries, ${imported.marks} marks. The worker computes the standings.`,
        );
      });
      return 0;
    } finally {
      await stop();
    }
  },
};
