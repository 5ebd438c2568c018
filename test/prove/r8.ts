import pg from 'pg';
import { CompetitionModule } from '#competition';
import { IdentityModule } from '#identity';
import { DomainError, type Id } from '#kernel';
import { Ledger, MarkingModule, Sheets } from '#marking';
import { type Cluster, withCluster } from '../faults/cluster.js';
import { Given } from '../support/given.js';
import { openRooms, type Rooms } from '../support/rooms.js';
import { aspectNames, HIGHEST, type MarkedSkill, openSkill } from './marked-skill.js';
import { count, type Dice, type Proof, pause } from './proof.js';

const WRITERS = 8;
const ASPECTS = 20;
const LIVES_MS = { least: 200, more: 1_000 };
const PATIENCE_MS = 120_000;

type Acknowledged = { readonly seq: string; readonly sheetId: Id; readonly aspect: string; readonly value: string };
type Tally = { readonly acknowledged: Acknowledged[]; readonly refused: string[]; retried: number; isOver: boolean };

/** kill -9 of the postmaster, again and again, while judges write; who got no answer sends the same request again. Then the ledger is read. */
export const r8: Proof = {
  size: 20,
  prove: (kills, dice, say) =>
    withCluster({ durable: true }, async (cluster) => {
      const rooms = await openRooms([IdentityModule, CompetitionModule, MarkingModule], { poolSize: WRITERS * 2 });
      const adminUrl = rooms.testDatabase.adminUrl;
      try {
        const settings = await settingsOf(adminUrl);
        const skill = await openSkill(rooms, new Given(rooms), { entries: WRITERS, aspects: ASPECTS, judges: 1 });
        const tally: Tally = { acknowledged: [], refused: [], retried: 0, isOver: false };
        const writers = skill.sheets.map((place) => write(rooms, place, tally));
        const sealer = sealOnAndOn(rooms, skill, tally);
        const written = await killAgainAndAgain(cluster, kills, dice, tally, say);
        tally.isOver = true;
        await Promise.all([...writers, sealer]);
        const faults = [...settings, ...written, ...tally.refused, ...(await faultsOf(adminUrl, rooms, skill, tally.acknowledged))];
        for (const fault of faults.slice(0, 20)) say(fault);
        const figure = `${kills} × kill -9 of the postmaster under ${WRITERS} writers: ${faults.length} lost or doubled of ${count(tally.acknowledged.length)} acknowledged marks, ${count(tally.retried)} requests without an answer sent again`;
        return { holds: faults.length === 0 && tally.acknowledged.length > kills * WRITERS, figure };
      } finally {
        await rooms.close();
      }
    }),
};

/** What must hold for an acknowledgement to mean anything. */
async function settingsOf(adminUrl: string): Promise<readonly string[]> {
  const rows = await asked<{ name: string; setting: string }>(
    adminUrl,
    "select name, setting from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes', 'data_checksums') and setting <> 'on'",
  );
  return rows.map(({ name, setting }) => `${name} is ${setting}`);
}

/** One judge at one sheet: corrects mark after mark, each with a value never sent before. */
async function write(rooms: Rooms, { judge, sheet }: MarkedSkill['sheets'][number], tally: Tally): Promise<void> {
  const names = aspectNames(ASPECTS);
  let seqs = sheet.lastSeqs;
  const giveUp = (error: unknown) => void tally.refused.push(`refused, because what was acknowledged is gone: ${error}`);
  for (let edit = 0; !tally.isOver && edit < HIGHEST; edit += 1) {
    const at = edit % ASPECTS;
    const mark = { aspect: names[at] ?? '', value: String(edit), last: seqs[at] ?? '0', reason: '复核' };
    const marked = await untilAnswered(tally, () => rooms.get(Sheets).enterMarks(judge, { sheetId: sheet.id, marks: [mark] })).catch(
      giveUp,
    );
    if (marked === undefined) return;
    tally.acknowledged.push({ seq: marked.lastSeqs[at] ?? '', sheetId: sheet.id, aspect: mark.aspect, value: mark.value });
    seqs = marked.lastSeqs;
  }
}

/** Sends the request until it is answered: the mark with the number seen last makes a repeated one harmless. */
async function untilAnswered<T>(tally: Tally, request: () => Promise<T>): Promise<T> {
  for (const end = Date.now() + PATIENCE_MS; ; ) {
    try {
      return await request();
    } catch (error) {
      if (error instanceof DomainError || Date.now() > end) throw error;
      tally.retried += 1;
      await pause(100);
    }
  }
}

async function sealOnAndOn(rooms: Rooms, { tenant, competitionId }: MarkedSkill, tally: Tally): Promise<void> {
  while (!tally.isOver) {
    await rooms
      .get(Ledger)
      .seal(tenant.tenantId, competitionId)
      .catch(() => undefined);
    await pause(100);
  }
}

/** Each life lasts until marks have been acknowledged in it. Returns what went wrong. */
async function killAgainAndAgain(cluster: Cluster, kills: number, dice: Dice, tally: Tally, say: (line: string) => void) {
  const faults: string[] = [];
  for (let kill = 1; kill <= kills; kill += 1) {
    const before = tally.acknowledged.length;
    for (const end = Date.now() + PATIENCE_MS; tally.acknowledged.length === before; await pause(5)) {
      if (Date.now() > end) return [...faults, `no mark was acknowledged before kill ${kill}`];
    }
    await pause(LIVES_MS.least + dice.below(LIVES_MS.more));
    await cluster.crash();
    say(`kill ${kill} of ${kills}, ${count(tally.acknowledged.length)} acknowledged`);
  }
  await pause(LIVES_MS.least);
  return faults;
}

async function faultsOf(
  adminUrl: string,
  rooms: Rooms,
  skill: MarkedSkill,
  acknowledged: readonly Acknowledged[],
): Promise<readonly string[]> {
  const keyOf = ({ seq, sheetId, aspect, value }: Acknowledged) => `${seq} ${sheetId} ${aspect} ${value}`;
  const rows = await asked<Acknowledged>(
    adminUrl,
    `select seq::text, sheet_id as "sheetId", aspect, value::text from app.mark where skill_id = '${skill.skillId}'`,
  );
  const [stored, told] = [new Set(rows.map(keyOf)), new Set(acknowledged.map(keyOf))];
  const twice = rows.length - new Set(rows.map(({ sheetId, aspect, value }) => `${sheetId} ${aspect} ${value}`)).size;
  await rooms.get(Ledger).seal(skill.tenant.tenantId, skill.competitionId);
  const ledger = await rooms.get(Ledger).verify(skill.tenant.tenantId, skill.competitionId);
  return [
    ...[...told].filter((key) => !stored.has(key)).map((key) => `lost: ${key}`),
    ...[...stored].filter((key) => !told.has(key)).map((key) => `never acknowledged, though the writer went on: ${key}`),
    ...(twice > 0 ? [`${twice} marks are stored twice`] : []),
    ...ledger.faults.map(({ number, reason }) => `seal ${number}: ${reason}`),
  ];
}

async function asked<R extends pg.QueryResultRow>(connectionString: string, text: string): Promise<readonly R[]> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return (await client.query<R>(text)).rows;
  } finally {
    await client.end();
  }
}
