import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { connectDatabase, type Database } from '#database';
import { newId, pageRequest, systemActor } from '#kernel';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import { Audit, AuditSeals } from './index.js';

let test: TestDatabase;
let database: Database;
let superuser: pg.Client;
let audit: Audit;
let seals: AuditSeals;

beforeAll(async () => {
  test = await createTestDatabase();
  database = await connectDatabase({ url: test.urlOf('guildhall_app'), entities: [] });
  superuser = new pg.Client({ connectionString: test.adminUrl });
  await superuser.connect();
  audit = new Audit(database);
  seals = new AuditSeals(database);
});

afterAll(async () => {
  await superuser?.end();
  await database?.close();
  await test?.drop();
});

/** A tenant whose trail has so many lines, none sealed. */
async function tenantWith(lines: number): Promise<string> {
  const tenantId = newId();
  const actor = systemActor(tenantId, 'test');
  await database.transaction(tenantId, async () => {
    for (let line = 0; line < lines; line += 1) await audit.record(actor, 'thing.done', { kind: 'thing', id: newId() }, { line });
  });
  return tenantId;
}

/** As the superuser, past the wall and past the rights: what a person with the disk in hand could do. */
const tamper = (text: string, tenantId: string) => superuser.query(text, [tenantId]);

describe('Audit.record', () => {
  it('stands if and only if the act commits', async () => {
    const tenantId = newId();
    const actor = systemActor(tenantId, 'test');
    const subject = { kind: 'thing', id: newId() };
    const failing = database.transaction(tenantId, async () => {
      await audit.record(actor, 'thing.undone', subject);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await database.transaction(tenantId, () => audit.record(actor, 'thing.done', subject, { by: 'hand' }));
    const page = await audit.pageOfSubject(tenantId, subject.id, pageRequest());
    expect(page.rows).toMatchObject([{ action: 'thing.done', actorKind: 'system', actorId: 'test', detail: { by: 'hand' } }]);
  });

  it('cannot be changed or removed by the app role', async () => {
    const tenantId = await tenantWith(1);
    for (const text of ["update app.audit_entry set action = 'x.x'", 'delete from app.audit_entry', 'truncate app.audit_entry']) {
      await expect(database.transaction(tenantId, () => database.change(text))).rejects.toThrow('permission denied');
    }
  });

  it('lists what was done to one thing, newest first, page by page', async () => {
    const tenantId = newId();
    const id = newId();
    await database.transaction(tenantId, async () => {
      for (let line = 0; line < 5; line += 1) await audit.record(systemActor(tenantId, 't'), 'thing.done', { kind: 'thing', id }, { line });
    });
    const first = await audit.pageOfSubject(tenantId, id, pageRequest(3));
    const second = await audit.pageOfSubject(tenantId, id, pageRequest(3, first.cursors.at(-1)));
    expect([...first.rows, ...second.rows].map((row) => row.detail['line'])).toEqual([4, 3, 2, 1, 0]);
    expect([first.hasNextPage, second.hasNextPage]).toEqual([true, false]);
  });
});

describe('AuditSeals', () => {
  it('seals in batches and finds its own chain intact', async () => {
    const tenantId = await tenantWith(5);
    expect(await seals.seal(tenantId)).toEqual({ kind: 'sealed', count: 5 });
    expect(await seals.seal(tenantId)).toEqual({ kind: 'sealed', count: 0 });
    await database.transaction(tenantId, () => audit.record(systemActor(tenantId, 't'), 'thing.done', { kind: 'thing', id: null }));
    expect(await seals.verify(tenantId)).toMatchObject({ kind: 'intact', seals: 1, entries: 5, unsealed: 1 });
    await seals.seal(tenantId);
    expect(await seals.verify(tenantId)).toMatchObject({ kind: 'intact', seals: 2, entries: 6, unsealed: 0 });
  });

  it('catches up over many batches, and does nothing when there is nothing', async () => {
    const tenantId = newId();
    const ids = Array.from({ length: 4_100 }, () => newId());
    await database.transaction(tenantId, () => audit.recordAll(systemActor(tenantId, 'test'), 'thing.done', 'thing', ids));
    expect(await seals.sealAll(tenantId)).toBe(4_100);
    expect(await seals.sealAll(tenantId)).toBe(0);
    expect(await seals.verify(tenantId)).toMatchObject({ kind: 'intact', seals: 3, entries: 4_100, unsealed: 0 });
  });

  it('waits for a writer whose line has a number but is not committed, so that none slips behind a seal', async () => {
    const tenantId = newId();
    const actor = systemActor(tenantId, 'test');
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    let hasWritten = (): void => undefined;
    const written = new Promise<void>((resolve) => {
      hasWritten = resolve;
    });
    const slow = database.transaction(tenantId, async () => {
      await audit.record(actor, 'thing.slow', { kind: 'thing', id: null });
      hasWritten();
      await held;
    });
    await written;
    await database.transaction(tenantId, () => audit.record(actor, 'thing.fast', { kind: 'thing', id: null }));
    expect(await seals.seal(tenantId)).toEqual({ kind: 'busy' });
    letGo();
    await slow;
    expect(await seals.seal(tenantId)).toEqual({ kind: 'sealed', count: 2 });
    expect(await seals.verify(tenantId)).toMatchObject({ kind: 'intact', entries: 2, unsealed: 0 });
  });

  it('keeps every line when writers and a sealer race', async () => {
    const tenantId = newId();
    const actor = systemActor(tenantId, 'test');
    let writing = true;
    const sealing = (async () => {
      while (writing) await seals.seal(tenantId);
    })();
    const writers = Array.from({ length: 6 }, async () => {
      for (let line = 0; line < 25; line += 1) {
        await database.transaction(tenantId, () => audit.record(actor, 'thing.done', { kind: 'thing', id: null }));
      }
    });
    await Promise.all(writers);
    writing = false;
    await sealing;
    while ((await seals.seal(tenantId)).kind === 'busy');
    expect(await seals.verify(tenantId)).toMatchObject({ kind: 'intact', entries: 150, unsealed: 0 });
  });

  it.each([
    [
      'changes a line',
      "update app.audit_entry set action = 'other.thing' where tenant_id = $1 and seq = (select min(seq) from app.audit_entry where tenant_id = $1)",
    ],
    ['changes its detail', `update app.audit_entry set detail = '{"line": 9}' where tenant_id = $1`],
    ['moves it in time', "update app.audit_entry set at = at + interval '1 microsecond' where tenant_id = $1"],
    [
      'takes a line out',
      'delete from app.audit_entry where tenant_id = $1 and seq = (select max(seq) from app.audit_entry where tenant_id = $1)',
    ],
    [
      'slips a line in',
      `insert into app.audit_entry (tenant_id, seq, id, actor_kind, action, subject_kind) overriding system value
         select $1, min(seq) - 1, gen_random_uuid(), 'system', 'thing.done', 'thing' from app.audit_entry where tenant_id = $1`,
    ],
    ['takes a seal out', 'delete from app.audit_seal where tenant_id = $1 and number = 1'],
    ['rewrites a seal', "update app.audit_seal set hash = '\\x00' where tenant_id = $1 and number = 1"],
  ])('notices who %s', async (_, text) => {
    const tenantId = await tenantWith(3);
    await seals.seal(tenantId);
    await database.transaction(tenantId, () => audit.record(systemActor(tenantId, 't'), 'thing.done', { kind: 'thing', id: null }));
    await seals.seal(tenantId);
    expect((await seals.verify(tenantId)).kind).toBe('intact');
    expect((await tamper(text, tenantId)).rowCount).toBeGreaterThan(0);
    expect((await seals.verify(tenantId)).kind).toBe('broken');
  });

  it('notices a cut tail by the head that was published', async () => {
    const tenantId = await tenantWith(3);
    await seals.seal(tenantId);
    const verdict = await seals.verify(tenantId);
    const head = verdict.kind === 'intact' && verdict.head !== null ? verdict.head : undefined;
    expect(await seals.verify(tenantId, head)).toMatchObject({ kind: 'intact' });
    await tamper('delete from app.audit_seal where tenant_id = $1', tenantId);
    await tamper('delete from app.audit_entry where tenant_id = $1', tenantId);
    expect(await seals.verify(tenantId, head)).toEqual({ kind: 'broken', seal: 0, reason: 'head' });
  });
});
