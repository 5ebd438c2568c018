import { Test } from '@nestjs/testing';
import { CompetitionModule } from '#competition';
import { Database, DatabaseModule } from '#database';
import { IdentityModule } from '#identity';
import { JobsModule } from '#jobs';
import { Ledger, MarkingModule, Sheets } from '#marking';
import { withCluster } from '../faults/cluster.js';
import { Given } from '../support/given.js';
import { openRooms, type Rooms } from '../support/rooms.js';
import { type Forger, forger } from './forger.js';
import { aspectNames, HIGHEST, inLanes, type MarkedSkill, openSkill } from './marked-skill.js';
import { count, type Dice, type Proof, type Verdict } from './proof.js';
import { drawTampering, type Scene, tamperings } from './tampering.js';

const FIELD = { entries: 100, aspects: 40, judges: 5 };
const SHEETS_A_SEAL = 5;
const VERIFY_WITHIN_S = 1;

/** As a superuser, tampers with a sealed ledger of 20,000 marks; each time the verification runs as the app does, against the published heads. */
export const r4: Proof = {
  size: 1_000,
  prove: (size, dice, say) =>
    withCluster({ durable: false }, async () => {
      const forged = forger();
      process.env['SIGNING_KEY'] = forged.pem;
      const rooms = await openRooms([IdentityModule, CompetitionModule, MarkingModule]);
      const intruder = await Test.createTestingModule({
        imports: [
          DatabaseModule.forRoot({ url: rooms.testDatabase.adminUrl, entities: [], poolSize: 2 }),
          JobsModule.forApi({ listenUrl: rooms.testDatabase.adminUrl }),
          MarkingModule,
        ],
      }).compile();
      try {
        const ledger = await filledLedger(rooms, dice);
        say(`${count(ledger.marks)} marks in ${ledger.seals} seals`);
        const seconds = await verifyTime(rooms, ledger.skill);
        const get = <T>(service: new (...args: never[]) => T): T => intruder.get(service, { strict: false });
        const scene = await sceneOf(get(Database), ledger.skill, forged, dice, ledger.seals);
        await requireAbleForger(scene);
        return await tamper(scene, get(Ledger), size, { marks: ledger.marks, seconds }, say);
      } finally {
        await intruder.close();
        await rooms.close();
      }
    }),
};

type Filled = { readonly skill: MarkedSkill; readonly marks: number; readonly seals: number };

/** Every sheet marked by its judge, sealed every few sheets, while another tenant's competition takes numbers in between. */
async function filledLedger(rooms: Rooms, dice: Dice): Promise<Filled> {
  const given = new Given(rooms);
  const skill = await openSkill(rooms, given, FIELD);
  const neighbour = await openSkill(rooms, given, { ...FIELD, aspects: 1, judges: 1 });
  const enter = ({ judge, sheet }: MarkedSkill['sheets'][number], aspects: number) =>
    rooms.get(Sheets).enterMarks(judge, {
      sheetId: sheet.id,
      marks: aspectNames(aspects).map((aspect) => ({
        aspect,
        value: dice.below(50) === 0 ? null : String(dice.below(HIGHEST)),
        last: '0',
      })),
    });
  for (let start = 0, turn = 0; start < skill.sheets.length; start += SHEETS_A_SEAL, turn += 1) {
    await inLanes(2, skill.sheets.slice(start, start + SHEETS_A_SEAL), (one) => enter(one, FIELD.aspects));
    const other = neighbour.sheets[turn];
    if (other !== undefined) await enter(other, 1);
    await rooms.get(Ledger).seal(skill.tenant.tenantId, skill.competitionId);
  }
  const { rows, seals, unsealed, faults } = await rooms.get(Ledger).verify(skill.tenant.tenantId, skill.competitionId);
  if (unsealed + faults.length > 0) throw new Error('The untouched ledger does not verify');
  return { skill, marks: rows, seals };
}

/** The best of five, in seconds: what else runs on the machine is no fault of the ledger. */
async function verifyTime(rooms: Rooms, { tenant, competitionId }: MarkedSkill): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < 5; run += 1) {
    const began = performance.now();
    await rooms.get(Ledger).verify(tenant.tenantId, competitionId);
    times.push((performance.now() - began) / 1_000);
  }
  return Math.min(...times);
}

async function sceneOf(database: Database, skill: MarkedSkill, forged: Forger, dice: Dice, seals: number): Promise<Scene> {
  const { tenantId } = skill.tenant;
  const { competitionId } = skill;
  const rows = await database.read<{ seq: string; own: boolean }>(
    tenantId,
    `select seq::text, tenant_id = $1 as own from app.mark
     where seq <= (select max(seq) from app.mark where tenant_id = $1 and competition_id = $2) order by app.mark.seq`,
    [tenantId, competitionId],
  );
  const [seqs, gaps] = [true, false].map((own) => rows.filter((row) => row.own === own).map(({ seq }) => seq));
  return { database, tenantId, competitionId, seqs: seqs ?? [], gaps: gaps ?? [], seals, forger: forged, dice };
}

/** A forger who could not even repeat the true seals would be caught for his clumsiness. */
async function requireAbleForger({ database, tenantId, competitionId, forger: forged }: Scene): Promise<void> {
  const different = await undone(database, tenantId, () => forged.resealFrom(database, tenantId, competitionId, 1));
  if (different > 0) throw new Error(`The forger made ${different} other seals of untouched marks`);
}

type Ledgered = { readonly marks: number; readonly seconds: number };

async function tamper(
  scene: Scene,
  ledger: Ledger,
  size: number,
  { marks, seconds }: Ledgered,
  say: (line: string) => void,
): Promise<Verdict> {
  const { database, tenantId, competitionId, dice } = scene;
  const missed: string[] = [];
  for (let number = 1; number <= size; number += 1) {
    const name = drawTampering(dice);
    const { what, faults } = await undone(database, tenantId, async () => {
      await database.query("set local session_replication_role = 'replica'");
      const what = await tamperings[name]?.(scene);
      await database.query('set local role guildhall_app');
      return { what, ...(await ledger.verify(tenantId, competitionId)) };
    });
    if (faults.length === 0) missed.push(`${name}: ${what}`);
    if (number % 100 === 0) {
      await database.directory('vacuum app.mark, app.mark_seal');
      say(`${number} of ${size}, ${missed.length} missed`);
    }
  }
  const { faults } = await ledger.verify(tenantId, competitionId);
  for (const line of missed) say(`not detected: ${line}`);
  if (faults.length > 0) say('the ledger does not verify after all was undone');
  const figure = `${count(size - missed.length)} of ${count(size)} tamperings detected (${count(marks)} marks, verify ${seconds.toFixed(2)} s, seed ${dice.seed})`;
  return { holds: missed.length + faults.length === 0 && seconds < VERIFY_WITHIN_S, figure };
}

class Undo extends Error {}

/** The work's answer; its transaction is rolled back. */
async function undone<T>(database: Database, tenantId: string, work: () => Promise<T>): Promise<T> {
  const answers: T[] = [];
  await database
    .transaction(tenantId, async () => {
      answers.push(await work());
      throw new Undo();
    })
    .catch((error) => {
      if (!(error instanceof Undo)) throw error;
    });
  const [answer] = answers;
  if (answer === undefined) throw new Error('The work gave no answer');
  return answer;
}
