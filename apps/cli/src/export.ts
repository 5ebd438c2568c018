import { writeFileSync } from 'node:fs';
import { Competitions, type Skill, Skills } from '#competition';
import { DomainError, type Id, systemActor } from '#kernel';
import { PackageExport, Publications } from '#marking';
import { readArguments } from './arguments.js';
import type { Command } from './command.js';
import { openInstallation } from './installation.js';
import { type GetService, withRooms } from './rooms.js';
import { tenantFor } from './tenant.js';

const USAGE = 'COMPETITION/SKILL [FILE] [--tenant SLUG] [--document]';

export const exportCommand: Command = {
  usage: USAGE,
  summary: 'writes a skill as a competition package, or its published result with --document, to FILE or the screen',
  run: async (args) => {
    const { names, options, switches } = readArguments(args, `export ${USAGE}`, {
      least: 1,
      most: 2,
      options: ['tenant'],
      switches: ['document'],
    });
    const [wanted = '', file] = names;
    const { config, stop } = await openInstallation(() => {});
    try {
      const bytes = await withRooms(config.APP_DATABASE_URL ?? '', async (get) => {
        const { tenantId } = await tenantFor(get, options.get('tenant'));
        const skill = await skillFor(get, tenantId, wanted);
        return switches.has('document') ? documentOf(get, tenantId, skill) : packageOf(get, tenantId, skill);
      });
      if (file === undefined) process.stdout.write(bytes);
      else writeFileSync(file, bytes);
      return 0;
    } finally {
      await stop();
    }
  },
};

async function documentOf(get: GetService, tenantId: Id, { id }: Skill): Promise<Buffer> {
  const publication = await get(Publications).current(tenantId, id);
  console.error(`publication ${publication.number} (${publication.stage}), sha256 ${publication.sha256}`);
  return get(Publications).bytes(tenantId, publication.id);
}

async function packageOf(get: GetService, tenantId: Id, { id }: Skill): Promise<Buffer> {
  const exported = await get(PackageExport).export(systemActor(tenantId, 'command line'), id);
  console.error(`input hash ${exported.inputHash}`);
  return Buffer.from(`${JSON.stringify(exported.package, null, 1)}\n`, 'utf8');
}

/** Throws SKILL_UNKNOWN. */
async function skillFor(get: GetService, tenantId: Id, wanted: string): Promise<Skill> {
  const [slug = '', code = ''] = wanted.split('/');
  const competition = await get(Competitions).findBySlug(tenantId, slug);
  const skill = competition === null ? null : await get(Skills).findByCode(tenantId, competition.id, code);
  if (skill === null) throw new DomainError('SKILL_UNKNOWN', { skill: wanted });
  return skill;
}
