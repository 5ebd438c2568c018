// npm run build && node --import ./test/support/typescript.mjs test/bench/marking.ts
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { DataSource, EntitySchema } from 'typeorm';
import { CompetitionModule, Panels, Registrations, Skills } from '#competition';
import { removeEmbeddedPostgres, startEmbeddedPostgres } from '#database';
import { IdentityModule } from '#identity';
import { type Actor, type Id, newId } from '#kernel';
import { MarkingModule, MarkingStages, Schemes, type Sheet, Sheets, Standings } from '#marking';
import { RULES_FORMAT, type RuleSet, type Scheme } from '#scoring';
import { Given } from '../support/given.js';
import { openRooms, type Rooms } from '../support/rooms.js';

/**
 * The standings job on 20,000 entries × 40 aspects × 5 judges beside moving the same bytes and beside one SQL statement over mark rows;
 * and a sheet of 40 marks submitted through the ledger beside TypeORM's save() of the same 40 marks and their sheet.
 */
const ENTRIES = Number(process.env['BENCH_ENTRIES'] ?? 20_000);
const ASPECTS = 40;
const SEATS = ['J1', 'J2', 'J3', 'J4', 'J5'];
const ROUNDS = 5;
const SHEETS_A_ROUND = 60;

const name = { 'zh-CN': '评分' };
const scheme: Scheme = {
  panels: [{ id: 'judges', name, seats: SEATS }],
  criteria: ['A', 'B', 'C', 'D'].map((id) => ({
    id,
    name,
    subCriteria: [1, 2].map((sub) => ({
      id: `${id}${sub}`,
      name,
      aspects: Array.from({ length: ASPECTS / 8 }, (_, at) => ({
        id: `${id}${sub}.${at + 1}`,
        name,
        kind: 'measurement' as const,
        worth: '2.5',
        range: { min: '0', max: '10', step: '0.01' },
        panel: 'judges',
      })),
    })),
  })),
};
const rules: RuleSet = {
  format: RULES_FORMAT,
  aspects: [
    {
      for: 'all',
      aggregate: { kind: 'trimmedMean', drop: 1, fallback: 'mean' },
      steps: [{ step: 'round', name: 'aspect', decimals: 2, mode: 'half-up' }],
      unmarked: 'zero',
    },
  ],
  groups: [],
  modules: [],
  penalties: [],
  total: { steps: [], afterPenalties: [] },
  teams: { kind: 'marked' },
  places: { by: 'total', ranking: 'competition', ties: { keys: [], terminal: 'share' } },
  scale: { kind: 'none' },
  awards: { kind: 'none' },
  display: { decimals: 2 },
};
const aspects = scheme.criteria.flatMap(({ subCriteria }) => subCriteria.flatMap((sub) => sub.aspects.map(({ id }) => id)));

const dataDir = mkdtempSync(join(tmpdir(), 'guildhall-bench-'));
chmodSync(dataDir, 0o755);
const postgres = await startEmbeddedPostgres({ dataDir, durable: false });
process.env['GUILDHALL_TEST_DATABASE_URL'] = postgres.url;
const rooms = await openRooms([IdentityModule, CompetitionModule, MarkingModule]);
const given = new Given(rooms);
const admin = new pg.Client({ connectionString: rooms.testDatabase.adminUrl });
await admin.connect();
try {
  console.log(
    `${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.version}, PostgreSQL 18 without fsync; ${ROUNDS} rounds interleaved, medians`,
  );
  await standings(rooms, admin);
  await sheets(rooms, admin);
} finally {
  await admin.end();
  await rooms.close();
  await postgres.stop();
  await removeEmbeddedPostgres(dataDir);
  rmSync(dataDir, { recursive: true, force: true });
}

async function standings({ get, database }: Rooms, superuser: pg.Client): Promise<void> {
  const { tenantId, skillId } = await openSkill(ENTRIES);
  await fillSheets(superuser, skillId);
  await superuser.query('create unlogged table public.bench_mark (entry_id uuid, aspect int, seat text, value numeric(6,2))');
  await superuser.query(
    `insert into public.bench_mark select s.entry_id, a, s.seat, (get_byte(s.marks, a * 4) + get_byte(s.marks, a * 4 + 1) * 256)::numeric / 100
     from app.sheet s cross join generate_series(0, ${ASPECTS - 1}) a where s.skill_id = '${skillId}'`,
  );
  await superuser.query('vacuum analyze public.bench_mark; ');
  const forget = () =>
    superuser.query(`delete from app.standing where skill_id = '${skillId}'; delete from app.standing_stamp where skill_id = '${skillId}'`);
  await get(Standings).recompute(tenantId, skillId);
  const stored = await superuser.query('select entry_id, points, place from app.standing where skill_id = $1 order by entry_id', [skillId]);
  const bySql = await superuser.query(oneStatement());
  const equal = stored.rows.filter(
    (row, at) => Number(row.points) === Number(bySql.rows[at]?.points) && row.place === Number(bySql.rows[at]?.place),
  ).length;
  console.log(`totals and places equal to the SQL statement's: ${equal}/${ENTRIES}`);
  const times = { job: [] as number[], bytes: [] as number[], sql: [] as number[] };
  for (let round = 0; round < ROUNDS; round += 1) {
    await forget();
    times.job.push(await timed(() => get(Standings).recompute(tenantId, skillId)));
    const saved = await superuser.query('select * from app.standing where skill_id = $1', [skillId]);
    await forget();
    times.bytes.push(
      await timed(() =>
        database.transaction(tenantId, async () => {
          await database.query('select entry_id, seat, version, marks from app.sheet where tenant_id = $1 and skill_id = $2', [
            tenantId,
            skillId,
          ]);
          await database.change(
            `insert into app.standing (tenant_id, skill_id, entry_id, place, sort, points_numerator, points_denominator, points, scale, award, tie, breakdown)
             select $1, $2, * from unnest($3::uuid[], $4::int[], $5::int[], $6::numeric[], $7::numeric[], $8::text[], $9::int[], $10::text[], $11::jsonb[], $12::jsonb[])`,
            [
              tenantId,
              skillId,
              ...['entry_id', 'place', 'sort', 'points_numerator', 'points_denominator', 'points', 'scale', 'award'].map((key) =>
                saved.rows.map((row) => row[key]),
              ),
              saved.rows.map((row) => (row.tie === null ? null : JSON.stringify(row.tie))),
              saved.rows.map((row) => JSON.stringify(row.breakdown)),
            ],
          );
        }),
      ),
    );
    times.sql.push(await timed(() => superuser.query(oneStatement())));
  }
  console.log(`standings job ${ms(times.job)} · moving the same bytes ${ms(times.bytes)} · one SQL statement ${ms(times.sql)}`);
  console.log(
    `job = ${ratio(times.job, times.bytes)} × moving the bytes (goal ≤ 2); SQL statement = ${ratio(times.sql, times.job)} × the job (goal ≥ 5)`,
  );
}

/** Trimmed mean of five, half-up to cents, summed and ranked: the same rules written as one statement. */
function oneStatement(): string {
  return `select entry_id, points, rank() over (order by points desc) as place from (
      select entry_id, sum(part) as points from (
        select entry_id, aspect, round((sum(value) - max(value) - min(value)) / (count(*) - 2), 2) as part from public.bench_mark group by entry_id, aspect
      ) parts group by entry_id) totals order by entry_id`;
}

async function sheets({ get }: Rooms, superuser: pg.Client): Promise<void> {
  const { judge } = await openSkill(SHEETS_A_ROUND * (ROUNDS + 1));
  const mine = await get(Sheets).mine(judge);
  await superuser.query(`create table public.bench_sheet (id uuid primary key, version int not null, status text not null);
    create table public.bench_row (id uuid primary key, sheet_id uuid not null, aspect text not null, value numeric not null, version int not null)`);
  const { sheetEntity, rowEntity, source } = peer(rooms.testDatabase.adminUrl);
  await source.initialize();
  const value = (at: number) => ((at * 37) % 1000) / 100;
  const submit = (sheet: Sheet) =>
    get(Sheets).enterMarks(judge, {
      sheetId: sheet.id,
      marks: aspects.map((aspect, at) => ({ aspect, value: value(at).toFixed(2), last: '0' })),
    });
  const rowsOf = new Map(
    mine.map((sheet) => [sheet.id, aspects.map((aspect) => ({ id: newId(), sheetId: sheet.id, aspect, value: '0', version: 0 }))]),
  );
  /** As a marking form over entities does it: the marks are set and everything is saved. */
  const save = (sheet: Sheet, version: number) =>
    source.transaction(async (manager) => {
      await manager.save(sheetEntity, { id: sheet.id, version, status: 'open' });
      const rows = rowsOf.get(sheet.id) ?? [];
      await manager.save(
        rowEntity,
        rows.map((row, at) => ({ ...row, value: (value(at) + version).toFixed(2), version })),
      );
    });
  const times = { ours: [] as number[], insert: [] as number[], update: [] as number[] };
  for (let round = 0; round <= ROUNDS; round += 1) {
    const batch = mine.slice(round * SHEETS_A_ROUND, (round + 1) * SHEETS_A_ROUND);
    const ours = await timed(() => inLanes(batch, submit));
    const insert = await timed(() => inLanes(batch, (sheet) => save(sheet, 1)));
    const update = await timed(() => inLanes(batch, (sheet) => save(sheet, 2)));
    if (round > 0) {
      times.ours.push(ours);
      times.insert.push(insert);
      times.update.push(update);
    }
  }
  await source.destroy();
  const rate = (values: readonly number[]) => ((SHEETS_A_ROUND * 1000) / median(values)).toFixed(0);
  console.log(
    `a sheet of ${ASPECTS} marks: ${rate(times.ours)}/s with ledger, projection, audit and outbox · without any of these save() of new rows ${rate(times.insert)}/s, over rows that are there ${rate(times.update)}/s`,
  );
  console.log(
    `submitting = ${ratio(times.update, times.ours)} × save() over rows that are there, ${ratio(times.insert, times.ours)} × save() of new rows (goal ≥ 6)`,
  );
}

function peer(url: string) {
  const sheetEntity = new EntitySchema<{ id: string; version: number; status: string }>({
    name: 'bench_sheet',
    columns: { id: { type: 'uuid', primary: true }, version: { type: 'int' }, status: { type: 'text' } },
  });
  const rowEntity = new EntitySchema<{ id: string; sheetId: string; aspect: string; value: string; version: number }>({
    name: 'bench_row',
    columns: {
      id: { type: 'uuid', primary: true },
      sheetId: { type: 'uuid', name: 'sheet_id' },
      aspect: { type: 'text' },
      value: { type: 'numeric' },
      version: { type: 'int' },
    },
  });
  return {
    sheetEntity,
    rowEntity,
    source: new DataSource({ type: 'postgres', url, schema: 'public', entities: [sheetEntity, rowEntity], poolSize: 10 }),
  };
}

/** Eight at a time, as judges do. */
async function inLanes<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
  const queue = [...items];
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (let item = queue.pop(); item !== undefined; item = queue.pop()) await work(item);
    }),
  );
}

type Opened = { readonly tenantId: Id; readonly skillId: Id; readonly judge: Actor };

async function openSkill(entries: number): Promise<Opened> {
  const { tenantId, system, skill, rootId, ...tenant } = await given.skill('registration');
  const list = Array.from({ length: entries }, () => ({
    kind: 'person' as const,
    status: 'official' as const,
    name: '张伟',
    organisationId: rootId,
  }));
  await rooms.get(Registrations).importAll(system, skill.id, list);
  await rooms.get(Schemes).adopt(system, { skillId: skill.id, scheme, rules });
  const judge = await given.actor({ tenantId, system, rootId, ...tenant }, 'judge');
  const [panel] = await rooms.get(Panels).forSkill(tenantId, skill.id);
  if (panel !== undefined) await rooms.get(Panels).seat(system, { panelId: panel.id, seat: 'J1', personId: judge.personId });
  const { version } = await rooms.get(Skills).find(tenantId, skill.id);
  await rooms.get(MarkingStages).open(system, { skillId: skill.id, version });
  return { tenantId, skillId: skill.id, judge };
}

/** Every sheet gets forty marks between 0 and 10.00, as the projection has them. */
async function fillSheets(superuser: pg.Client, skillId: Id): Promise<void> {
  const { rows } = await superuser.query<{ id: Id }>('select id from app.sheet where skill_id = $1', [skillId]);
  for (let start = 0; start < rows.length; start += 5_000) {
    const chunk = rows.slice(start, start + 5_000);
    const bytes = chunk.map((_, at) =>
      Buffer.from(Int32Array.from({ length: ASPECTS }, (_value, aspect) => ((start + at) * 7919 + aspect * 104_729) % 1001).buffer),
    );
    await superuser.query(
      'update app.sheet s set marks = g.marks, version = 1 from unnest($1::uuid[], $2::bytea[]) as g (id, marks) where s.id = g.id and s.skill_id = $3',
      [chunk.map(({ id }) => id), bytes, skillId],
    );
  }
  await superuser.query('vacuum analyze app.sheet');
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.trunc(values.length / 2)] ?? Number.NaN;
}

function ms(values: readonly number[]): string {
  return `${median(values).toFixed(0)} ms`;
}

function ratio(values: readonly number[], base: readonly number[]): string {
  return median(values.map((value, at) => value / (base[at] ?? Number.NaN))).toFixed(2);
}
