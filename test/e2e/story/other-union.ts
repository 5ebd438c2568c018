// Run in a process of its own: founds another union beside the demo, with a competition that went the whole way, and prints its ids as JSON.
import { Issuing } from '#certificate';
import { config } from '#config';
import { Database, roleUrl } from '#database';
import { systemActor } from '#kernel';
import { withRooms } from '../../../apps/cli/src/rooms.js';
import { Given } from '../../support/given.js';
import { finalResults } from '../../support/given-results.js';

const { DATABASE_URL = '', SECRET } = config();

await withRooms(roleUrl(DATABASE_URL, SECRET, 'guildhall_app'), async (get) => {
  const database = get(Database);
  const testDatabase = {
    name: '',
    adminUrl: DATABASE_URL,
    secret: SECRET,
    urlOf: (role: Parameters<typeof roleUrl>[2]) => roleUrl(DATABASE_URL, SECRET, role),
    drop: async () => {},
  };
  const rooms = { get, database, testDatabase, close: async () => {} };
  const { tenantId, steelworks, competition, skill, final, entries } = await finalResults(new Given(rooms), rooms, ['王一', '李二']);
  const quiet = async () => {};
  await get(Issuing).issue(final.id, { actor: systemActor(tenantId, 'test'), progress: quiet, result: quiet });
  const first = async (text: string) => (await database.read<{ id: string }>(tenantId, text, [tenantId]))[0]?.id ?? '';
  const ids = {
    organisation: steelworks.id,
    competition: competition.id,
    skill: skill.id,
    publication: final.id,
    entry: entries[0]?.id ?? '',
    person: entries[0]?.personIds[0] ?? '',
    panel: await first('select id from app.panel where tenant_id = $1'),
    sheet: await first('select id from app.sheet where tenant_id = $1'),
    grant: await first('select id from app.role_grant where tenant_id = $1'),
    certificate: await first('select id from app.certificate where tenant_id = $1'),
  };
  process.stdout.write(`${JSON.stringify(ids)}\n`);
});
