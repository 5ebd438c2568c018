import { createHash } from 'node:crypto';
import pg from 'pg';
import { CertificateModule, Issuing } from '#certificate';
import { CompetitionModule, Skills } from '#competition';
import { IdentityModule } from '#identity';
import { Outbox } from '#jobs';
import type { Id } from '#kernel';
import { MarkImport, MarkingModule, MarkingStages, Publications, recomputeStandings, Sheets, Standings } from '#marking';
import { withCluster } from '../faults/cluster.js';
import { startWorker } from '../faults/worker.js';
import { Given, type GivenTenant } from '../support/given.js';
import { openRooms, type Rooms } from '../support/rooms.js';
import { HIGHEST, inLanes, openSkill } from './marked-skill.js';
import { count, type Dice, type Proof, pause } from './proof.js';

const SKILLS = 100;
const ENTRIES = 20;
const FIELD = { entries: ENTRIES, aspects: 1, judges: 1, prizes: true };
const WITHIN_MS = 180_000;
const PATIENCE_MS = 300_000;
const LIVES_MS = { least: 100, more: 1_500 };

type Published = { readonly skillId: Id; readonly publicationId: Id };
type Setting = { readonly rooms: Rooms; readonly admin: pg.Client; readonly tenant: GivenTenant; readonly skills: readonly Published[] };
type Deaths = { readonly kills: number; readonly askedAgain: number };

/**
 * kill -9 of the worker, again and again, while it scores a hundred skills and issues all their certificates; killing ends when the work is
 * done. The rankings are held against those that were computed in peace, the certificates are counted.
 */
export const r9: Proof = {
  size: 50,
  prove: (kills, dice, say) =>
    withCluster({ durable: false }, async ({ folder }) => {
      const rooms = await openRooms([IdentityModule, CompetitionModule, MarkingModule, CertificateModule]);
      const admin = new pg.Client({ connectionString: rooms.testDatabase.adminUrl });
      await admin.connect();
      try {
        const given = new Given(rooms);
        const tenant = await given.tenant();
        const skills: Published[] = [];
        await inLanes(4, Array.from({ length: SKILLS }), async () => skills.push(await published(rooms, given, tenant, dice)));
        const setting = { rooms, admin, tenant, skills };
        const inPeace = await rankingHash(admin);
        await admin.query('delete from queue.outbox; delete from app.standing; delete from app.standing_stamp');
        await askForAll(setting, skills);
        say(`${SKILLS} skills of ${ENTRIES} published; the work begins`);
        const environment = { SECRET: rooms.testDatabase.secret, DATABASE_URL: rooms.testDatabase.adminUrl, DATA_DIR: folder };
        const deaths = await workAndDie(setting, environment, kills, dice, say);
        const found = await certificates(admin);
        const same = (await rankingHash(admin)) === inPeace;
        const total = SKILLS * ENTRIES;
        const figure =
          `worker killed ${deaths.kills} times at work on ${count(total)} entries: ${same ? 'the same' : 'ANOTHER'} ranking hash as undisturbed, ` +
          `${count(found.entries)} of ${count(total)} certificates, ${count(found.codes)} distinct codes, ${count(found.all - found.entries)} doubled; ` +
          `${deaths.askedAgain} jobs given up as killers and asked for again`;
        return { holds: same && found.all === total && found.entries === total && found.codes === total && deaths.kills > 0, figure };
      } finally {
        await admin.end();
        await rooms.close();
      }
    }),
};

/** One skill the whole way: marked, scored and published by this process, undisturbed. */
async function published(rooms: Rooms, given: Given, tenant: GivenTenant, dice: Dice): Promise<Published> {
  const { system, tenantId } = tenant;
  const { skillId, sheets } = await openSkill(rooms, given, FIELD, tenant);
  const marks = sheets.map(({ sheet }) => ({ entry: sheet.entryId, aspect: 'A1.1', seat: 'J1', value: String(dice.below(HIGHEST)) }));
  await rooms.get(MarkImport).importMarks(system, skillId, marks);
  for (const { judge, sheet } of sheets) await rooms.get(Sheets).sign(judge, { sheetId: sheet.id, version: sheet.version + 1 });
  const step = async () => ({ skillId, version: (await rooms.get(Skills).find(tenantId, skillId)).version });
  await rooms.get(MarkingStages).lock(system, await step());
  await rooms.get(MarkingStages).check(system, await step());
  await rooms.get(Standings).recompute(tenantId, skillId);
  await rooms.get(Publications).publish(system, { ...(await step()), stage: 'provisional' });
  const { id } = await rooms.get(Publications).publish(system, { ...(await step()), stage: 'final' });
  return { skillId, publicationId: id };
}

async function askForAll({ rooms, tenant }: Setting, skills: readonly Published[]): Promise<void> {
  for (const { skillId, publicationId } of skills) {
    await rooms.database.transaction(tenant.tenantId, () => rooms.get(Outbox).add(recomputeStandings, { skillId }, { visible: true }));
    await rooms.get(Issuing).request(tenant.system, publicationId);
  }
}

/** Lives of random length until all jobs have ended; after the last allowed kill the worker may finish. */
async function workAndDie(
  setting: Setting,
  environment: Readonly<Record<string, string>>,
  wanted: number,
  dice: Dice,
  say: (line: string) => void,
): Promise<Deaths> {
  const began = Date.now();
  let kills = 0;
  let askedAgain = 0;
  for (;;) {
    const worker = await startWorker(environment);
    const mayDie = kills < wanted && Date.now() - began < WITHIN_MS;
    const until = Date.now() + (mayDie ? LIVES_MS.least + dice.below(LIVES_MS.more) : PATIENCE_MS);
    let open = await openJobs(setting.admin);
    while (open > 0 && Date.now() < until) {
      await pause(20);
      askedAgain += await askAgain(setting);
      open = await openJobs(setting.admin);
    }
    await worker.end(open > 0 ? 'SIGKILL' : 'SIGTERM');
    if (open === 0) return { kills, askedAgain };
    if (!mayDie) throw new Error(`${open} jobs did not end:\n${worker.said().slice(-2_000)}`);
    kills += 1;
    if (kills % 5 === 0) say(`${kills} kills, ${open} jobs still to do`);
  }
}

/** Jobs that have not ended, and dead letters that nobody has taken up yet. */
async function openJobs(admin: pg.Client): Promise<number> {
  const { rows } = await admin.query<{ open: number }>(
    `select (select count(*) from app.job_run where state not in ('done', 'failed'))::int + (select count(*) from queue.dead_letter)::int as open`,
  );
  return rows[0]?.open ?? 0;
}

/** A job during which workers died too often is given up, and told; the organiser asks once more. */
async function askAgain(setting: Setting): Promise<number> {
  const { rows } = await setting.admin.query<{ name: string; payload: { skillId?: Id; publicationId?: Id } }>(
    `with gone as (delete from queue.dead_letter where reason like 'WorkerLost%' returning name, payload) select name, payload from gone`,
  );
  await askForAll(
    setting,
    setting.skills.filter(({ skillId, publicationId }) =>
      rows.some(({ payload }) => payload.skillId === skillId || payload.publicationId === publicationId),
    ),
  );
  return rows.length;
}

async function rankingHash(admin: pg.Client): Promise<string> {
  const { rows } = await admin.query(
    'select skill_id, entry_id, place, sort, points_numerator, points_denominator, points, award, tie, breakdown from app.standing order by skill_id, entry_id',
  );
  return createHash('sha256').update(JSON.stringify(rows)).digest('hex');
}

async function certificates(admin: pg.Client): Promise<{ readonly all: number; readonly entries: number; readonly codes: number }> {
  const { rows } = await admin.query<{ all: number; entries: number; codes: number }>(
    `select count(*)::int as all, count(distinct subject_id)::int as entries,
       (select count(*)::int from directory.certificate_code) as codes from app.certificate`,
  );
  return rows[0] ?? { all: 0, entries: 0, codes: 0 };
}
