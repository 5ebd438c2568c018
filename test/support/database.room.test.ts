import { expect, it } from '@jest/globals';
import pg from 'pg';
import { createTestDatabase } from './database.js';

it('gives each test file a migrated database of its own, open to the product’s logins', async () => {
  const [one, two] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  try {
    expect(one.name).not.toBe(two.name);
    for (const database of [one, two]) {
      expect(await ask(database.adminUrl, 'select count(*)::int as n from schema_history')).not.toEqual([{ n: 0 }]);
      expect(await ask(database.urlOf('guildhall_app'), 'select current_user as who')).toEqual([{ who: 'guildhall_app' }]);
    }
  } finally {
    await Promise.all([one.drop(), two.drop()]);
  }
  await expect(ask(one.adminUrl, 'select 1')).rejects.toThrow('does not exist');
});

async function ask(url: string, text: string): Promise<readonly object[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}
