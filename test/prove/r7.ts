import pg from 'pg';
import { CompetitionModule } from '#competition';
import { IdentityModule } from '#identity';
import { DomainError, type Id } from '#kernel';
import { MarkingModule, type Sheet, Sheets } from '#marking';
import { withCluster } from '../faults/cluster.js';
import { Given } from '../support/given.js';
import { openRooms, type Rooms } from '../support/rooms.js';
import { aspectNames, type MarkedSkill, openSkill } from './marked-skill.js';
import { count, type Dice, type Proof } from './proof.js';

const CLIENTS = 200;
const [SHEETS, ASPECTS] = [4, 5];
const CONNECTIONS = 20;

/** An acknowledged mark: what the client was told. */
type Acknowledged = { readonly seq: string; readonly sheetId: Id; readonly aspect: string; readonly value: string };
type Stored = Acknowledged & { readonly previous: string };
type Tally = { readonly acknowledged: Acknowledged[]; conflicts: number; readonly untyped: string[] };

/** Many clients change the same twenty marks at once, each comparing with what it saw last; then the ledger is held against what they were told. */
export const r7: Proof = {
  size: 50,
  prove: (edits, dice, say) =>
    withCluster({ durable: false }, async () => {
      const rooms = await openRooms([IdentityModule, CompetitionModule, MarkingModule], { poolSize: CONNECTIONS });
      const admin = new pg.Client({ connectionString: rooms.testDatabase.adminUrl });
      await admin.connect();
      try {
        const skill = await openSkill(rooms, new Given(rooms), { entries: SHEETS, aspects: ASPECTS, judges: 1 });
        const tally: Tally = { acknowledged: [], conflicts: 0, untyped: [] };
        await Promise.all(Array.from({ length: CLIENTS }, (_, client) => edit(rooms, skill, client * edits, edits, dice, tally)));
        const faults = [...tally.untyped, ...(await faultsOf(admin, skill, tally.acknowledged))];
        for (const fault of faults.slice(0, 20)) say(fault);
        const total = CLIENTS * edits;
        const tried = tally.acknowledged.length > total / 20 && tally.conflicts > total / 20;
        const figure =
          `${count(CLIENTS)} clients × ${edits} edits on ${SHEETS * ASPECTS} marks: ${count(tally.acknowledged.length)} marks acknowledged = stored, ` +
          `${count(tally.conflicts)} edits refused as conflicts, ${faults.length} lost or untyped`;
        return { holds: faults.length === 0 && tried, figure };
      } finally {
        await admin.end();
        await rooms.close();
      }
    }),
};

/** One client: looks at a sheet, sometimes long before it writes, and sends one to three marks that nobody else sends. */
async function edit(rooms: Rooms, skill: MarkedSkill, first: number, edits: number, dice: Dice, tally: Tally): Promise<void> {
  const names = aspectNames(ASPECTS);
  const seen = new Map<Id, Sheet>(skill.sheets.map(({ sheet }) => [sheet.id, sheet]));
  for (let value = first + 1; value <= first + edits; value += 1) {
    const { judge, sheet } = dice.pick(skill.sheets);
    if (dice.below(4) > 0) seen.set(sheet.id, await rooms.get(Sheets).get(judge, sheet.id));
    const from = dice.below(ASPECTS);
    const marks = names.slice(from, from + 1 + dice.below(3)).map((aspect, at) => ({
      aspect,
      value: String(value),
      last: seen.get(sheet.id)?.lastSeqs[from + at] ?? '0',
      reason: '复核',
    }));
    try {
      const marked = await rooms.get(Sheets).enterMarks(judge, { sheetId: sheet.id, marks });
      seen.set(sheet.id, marked);
      marks.forEach(({ aspect }, at) => {
        tally.acknowledged.push({ seq: marked.lastSeqs[from + at] ?? '', sheetId: sheet.id, aspect, value: String(value) });
      });
    } catch (error) {
      if (isConflict(error)) tally.conflicts += 1;
      else tally.untyped.push(`untyped: ${error}`);
    }
  }
}

/** A refusal that names every mark that changed since, with the value that stands. */
function isConflict(error: unknown): boolean {
  if (!(error instanceof DomainError)) return false;
  if (error.code === 'CONFLICT') return true;
  const details = error.details ?? [];
  return (
    error.code === 'MARKS_REFUSED' &&
    details.length > 0 &&
    details.every(({ code, params }) => code === 'MARK_CHANGED' && params?.['current'] !== undefined)
  );
}

async function faultsOf(admin: pg.Client, { skillId }: MarkedSkill, acknowledged: readonly Acknowledged[]): Promise<readonly string[]> {
  const { rows } = await admin.query<Stored>(
    `select seq::text, sheet_id as "sheetId", aspect, value::text, previous_seq::text as previous from app.mark where skill_id = $1 order by app.mark.seq`,
    [skillId],
  );
  const keyOf = ({ seq, sheetId, aspect, value }: Acknowledged) => `${seq} ${sheetId} ${aspect} ${value}`;
  const [stored, told] = [new Set(rows.map(keyOf)), new Set(acknowledged.map(keyOf))];
  const faults = [
    ...[...told].filter((key) => !stored.has(key)).map((key) => `acknowledged, not stored: ${key}`),
    ...[...stored].filter((key) => !told.has(key)).map((key) => `stored, not acknowledged: ${key}`),
  ];
  if (told.size !== acknowledged.length) faults.push(`${acknowledged.length - told.size} acknowledgements were given twice`);
  const last = new Map<string, Stored>();
  for (const row of rows) {
    const place = `${row.sheetId} ${row.aspect}`;
    if (row.previous !== (last.get(place)?.seq ?? '0')) faults.push(`mark ${row.seq} replaces ${row.previous}, not the mark before it`);
    last.set(place, row);
  }
  const sheets = await admin.query<{ id: Id; marks: Buffer; seqs: string[] }>(
    'select id, marks, last_seqs::text[] as seqs from app.sheet where skill_id = $1',
    [skillId],
  );
  for (const { id, marks, seqs } of sheets.rows) {
    aspectNames(ASPECTS).forEach((aspect, at) => {
      const row = last.get(`${id} ${aspect}`);
      if (row !== undefined && (seqs[at] !== row.seq || String(marks.readInt32LE(at * 4)) !== row.value))
        faults.push(`sheet ${id} shows another mark for ${aspect} than the ledger`);
    });
  }
  return faults;
}
