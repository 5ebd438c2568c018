import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { crc32, deflateRawSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { type Id, newId, type Role } from '#kernel';
import type { GraphqlAnswer } from '../../support/api.js';
import { answerToUpload } from '../../support/upload.js';
import { generatedInputs } from './generated-input.js';
import { goodWorkbook } from './scheme-workbook.js';
import { idOf, type Story } from './story.js';

type Ids = Readonly<Record<string, Id>>;

const WHO = ['union_administrator', 'competition_organiser', 'judge', 'participant'] as const satisfies readonly Role[];
const LONG_MS = 60_000;

/** Whatever comes through a door of a mutation: a coded refusal, and nothing has changed. */
export function badInput(the: () => Story): void {
  let foreign: Ids;
  beforeAll(async () => {
    foreign = await foundOtherUnion(the());
  }, LONG_MS);

  describe('every mutation', () => {
    it.each([...WHO, 'nobody'] as const)(
      'by %s answers ids of another union exactly as ids that do not exist, and changes nothing',
      async (who) => {
        const visitor = who === 'nobody' ? the().anonymous : the().as[who];
        const schema = await the().anonymous.schema();
        const content = await goodWorkbook();
        const before = await rowCounts(the());
        const unknown = new Map(generatedInputs(schema, () => newId()));
        const answers: [string, unknown, unknown][] = [];
        for (const [name, input] of generatedInputs(schema, (kind) => foreign[kind] ?? '')) {
          const file = 'content' in input ? { content } : {};
          answers.push([
            name,
            await visitor.problemOf(name, { ...input, ...file }),
            await visitor.problemOf(name, { ...unknown.get(name), ...file }),
          ]);
        }
        expect(answers.length).toBeGreaterThan(30);
        expect(answers.filter(([, ofForeign, ofUnknown]) => ofForeign === null || ofForeign !== ofUnknown)).toEqual([]);
        if (who === 'union_administrator') expect(answers.filter(([, code]) => code !== 'NOT_FOUND')).toEqual([]);
        expect(await rowCounts(the())).toEqual(before);
      },
      LONG_MS,
    );

    it.each(['no-id', '', "' or 1=1 --", '00000000-0000-0000-0000-00000000000g', 'x'.repeat(50_000)])(
      'refuses the id %#, which is none, with INVALID_INPUT',
      async (id) => {
        const { union_administrator } = the().as;
        for (const [name, input] of generatedInputs(await the().anonymous.schema(), () => id)) {
          const file = 'content' in input ? { content: 'eA==' } : {};
          expect([name, await union_administrator.problemOf(name, { ...input, ...file })]).toEqual([name, 'INVALID_INPUT']);
        }
      },
      LONG_MS,
    );

    it('refuses inputs of a wrong type with a code, never as a bug', async () => {
      const { union_administrator } = the().as;
      const schema = await the().anonymous.schema();
      for (const { name, args } of Object.values(schema.getMutationType()?.getFields() ?? {})) {
        const query = `mutation($input: ${args[0]?.type}) { ${name}(input: $input) { problem { code } } }`;
        for (const input of [null, 5, 'x', [], {}, { unknown: 1 }]) {
          const code = codeOf(await union_administrator.ask(query, { input }));
          expect([name, input, code]).toEqual([name, input, expect.stringMatching(/^(?!INTERNAL)[A-Z_]+$/)]);
        }
      }
    });
  });

  describe('what is far too large', () => {
    it('is refused at every door with 413, whether its length is announced or not, and the product goes on', async () => {
      const { as, anonymous, product } = the();
      for (const [path, limit] of [
        ['/graphql', 1_048_576],
        [`/judging/${newId()}`, 262_144],
        ['/sign-in', 8_192],
      ] as const) {
        const type = path === '/graphql' ? 'application/json' : 'application/x-www-form-urlencoded';
        const headers = { ...as.judge.headers, 'content-type': type };
        for (const how of [{ announcedBytes: 10_000_000 }, { sentBytes: limit + 1 }]) {
          const { status, text } = await answerToUpload(`${product.url}${path}`, headers, how);
          expect([path, how, status]).toEqual([path, how, 413]);
          if (path === '/graphql') expect(JSON.parse(text)).toMatchObject({ errors: [{ extensions: { code: 'TOO_LARGE' } }] });
        }
      }
      const person = { organisationId: idOf(the(), 'root'), name: 'x'.repeat(900_000) };
      expect(await as.union_administrator.problemOf('addPerson', person)).toBe('INVALID_INPUT');
      expect((await anonymous.get('/readyz')).status).toBe(200);
    });

    it('is refused when it only unfolds to that: a zip bomb for a workbook', async () => {
      const organiser = the().as.competition_organiser;
      const bomb = { skillId: idOf(the(), 'skill'), fileName: 'bomb.xlsx', content: zipOf('xl/worksheets/sheet1.xml', 300_000_000) };
      for (const [name, input] of [
        ['importScheme', bomb],
        ['importEntries', { skillId: bomb.skillId, content: bomb.content }],
      ] as const)
        expect([name, await organiser.problemOf(name, input)]).toEqual([name, 'WORKBOOK_TOO_LARGE']);
      expect((await the().anonymous.get('/readyz')).status).toBe(200);
    });
  });
}

/** In a process of its own, as an operator would; the doors found no union. */
async function foundOtherUnion({ product }: Story): Promise<Ids> {
  const [loader, script] = ['../../support/typescript.mjs', 'other-union.ts'].map((file) => join(import.meta.dirname, file));
  const run = promisify(execFile);
  const { stdout } = await run(process.execPath, ['--import', loader ?? '', script ?? ''], { env: product.environment, timeout: LONG_MS });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}');
}

/** How many rows each of the product's tables has; jobs and seals are the worker's, who may be at work. */
async function rowCounts({ product }: Story): Promise<Readonly<Record<string, number>>> {
  const admin = new pg.Client({ connectionString: product.adminUrl });
  await admin.connect();
  try {
    const { rows } = await admin.query<{ readonly name: string }>(
      "select table_name as name from information_schema.tables where table_schema = 'app' and table_type = 'BASE TABLE' order by 1",
    );
    const counts: Record<string, number> = {};
    for (const { name } of rows.filter((table) => !/job|seal|checkpoint/.test(table.name))) {
      counts[name] = Number((await admin.query(`select count(*) from app.${pg.escapeIdentifier(name)}`)).rows[0]?.count);
    }
    return counts;
  } finally {
    await admin.end();
  }
}

/** The code of an error, or of the problem in the only field. */
function codeOf({ data, errors }: GraphqlAnswer): unknown {
  const [payload] = Object.values((data ?? {}) as Readonly<Record<string, { readonly problem: { readonly code: string } | null } | null>>);
  return errors?.[0]?.extensions['code'] ?? payload?.problem?.code ?? null;
}

/** A ZIP archive of one file of blanks, base64; a thousandth of what it unfolds to. */
function zipOf(name: string, bytes: number): string {
  const content = Buffer.alloc(bytes, ' ');
  const packed = deflateRawSync(content, { level: 9 });
  const head = Buffer.alloc(26);
  head.writeUInt16LE(20, 0);
  head.writeUInt16LE(8, 4);
  head.writeUInt32LE(crc32(content), 10);
  head.writeUInt32LE(packed.length, 14);
  head.writeUInt32LE(bytes, 18);
  head.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), head, Buffer.from(name), packed]);
  const central = Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), head, Buffer.alloc(14), Buffer.from(name)]);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, central, end]).toString('base64');
}
