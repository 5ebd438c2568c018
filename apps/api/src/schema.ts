import 'reflect-metadata';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readConfig } from '#config';
import { apiModule } from './api.module.js';
import { printed, schemaOf } from './graphql/print-schema.js';

const FILE = join(process.cwd(), 'apps/api/schema.graphql');

/** Nothing is started, so nothing is connected to. */
const settings = readConfig({ SECRET: 'only-to-name-the-modules-of-the-api', DATABASE_URL: 'postgres://nobody@localhost/nothing' });

const now = printed(await schemaOf(apiModule(settings)));
if (!process.argv.includes('--check')) {
  await writeFile(FILE, now);
  process.stdout.write(`Wrote ${FILE}\n`);
} else if ((await readFile(FILE, 'utf8').catch(() => '')) !== now) {
  process.stderr.write('apps/api/schema.graphql is not what the code says. Run `npm run schema` and read the difference.\n');
  process.exitCode = 1;
} else {
  process.stdout.write('apps/api/schema.graphql is what the code says.\n');
}
