import { createHash } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Actor, systemActor } from '#kernel';
import { Given } from '../../../test/support/given.js';
import { correctedResults, finalResults, type GivenResults } from '../../../test/support/given-results.js';
import { openRooms, type Rooms } from '../../../test/support/rooms.js';
import {
  type Certificate,
  CertificateModule,
  Certificates,
  Issuing,
  newCertificateCode,
  showCertificateCode,
  Verifications,
} from './index.js';

const PUBLIC_URL = 'https://skills.example.org';
const dataDir = mkdtempSync(join(tmpdir(), 'guildhall-certificates-'));
process.env['DATA_DIR'] = dataDir;
process.env['PUBLIC_URL'] = PUBLIC_URL;

let rooms: Rooms;
let given: Given;
const issuing = () => rooms.get(Issuing);
const certificates = () => rooms.get(Certificates);
const verify = (code: string, address = '192.0.2.1') => rooms.get(Verifications).byCode(code, address);

beforeAll(async () => {
  rooms = await openRooms([CertificateModule]);
  given = new Given(rooms);
}, 60_000);
afterAll(async () => {
  await rooms?.close();
  await rm(dataDir, { recursive: true, force: true });
});

/** What the worker would give to the job. */
const job = (tenantId: string) => {
  const steps: string[] = [];
  const progress = async (step: string, done: number, total: number) => void steps.push(`${step} ${done}/${total}`);
  return { actor: systemActor(tenantId, 'certificate.issueForPublication'), progress, result: async () => undefined, steps };
};
const issue = ({ tenantId, final }: GivenResults, publicationId = final.id) => issuing().issue(publicationId, job(tenantId));
const issued = async ({ tenantId, system, final }: GivenResults, publicationId = final.id): Promise<readonly Certificate[]> => {
  expect(system.tenantId).toBe(tenantId);
  return (await certificates().listOfPublication(system, publicationId, { first: 100, after: null })).rows;
};
const FIELD = ['张伟', '欧阳娜娜', '买买提·吐尔逊', '王䶮'];
const organiser = (results: GivenResults) => given.actor(results, 'competition_organiser');
const change = ({ id, version }: Certificate, reason = '误发') => ({ certificateId: id, version, reason });
const first = async (results: GivenResults): Promise<Certificate> => {
  const [certificate] = await issued(results);
  if (certificate === undefined) throw new Error('nothing was issued');
  return certificate;
};

describe('issuing', () => {
  it('gives each award of a final publication one certificate that says what was published', async () => {
    const results = await finalResults(given, rooms, FIELD);
    const work = job(results.tenantId);
    expect(await issuing().issue(results.final.id, work)).toEqual({ awards: 3, issued: 3, superseded: 0, refused: [] });
    expect(work.steps).toEqual(['issuing 0/3', 'issuing 3/3']);
    const rows = await issued(results);
    expect(rows.map(({ holderName, award, holderId, entryId, status }) => [holderName, award, holderId, entryId, status])).toEqual(
      [
        ['张伟', 'first'],
        ['欧阳娜娜', 'second'],
        ['买买提·吐尔逊', 'second'],
      ].map(([name, award], index) => [name, award, results.entries[index]?.personIds[0], results.entries[index]?.id, 'valid']),
    );
    expect(rows[0]).toMatchObject({ publicationId: results.final.id, publicationSha256: results.final.sha256 });
    expect(rows[0]?.content).toMatchObject({
      award: { 'zh-CN': '一等奖', en: 'First Prize' },
      event: { 'zh-CN': '江海省职工职业技能大赛' },
      issuer: { 'zh-CN': '江海省总工会' },
      organisation: '江海钢铁公司',
      verifyUrl: `HTTPS://SKILLS.EXAMPLE.ORG/V/${rows[0]?.code}`,
    });
    expect(await given.auditOf(results.tenantId, results.final.id)).toContain('certificates.issued');
  });

  it('issues nothing twice: run again, and four times at once', async () => {
    const results = await finalResults(given, rooms, FIELD);
    await Promise.all(Array.from({ length: 4 }, () => issue(results)));
    expect(await issue(results)).toMatchObject({ issued: 0 });
    const rows = await issued(results);
    expect(rows).toHaveLength(3);
    expect(new Set(rows.map(({ code }) => code)).size).toBe(3);
    for (const { code } of rows) expect(await verify(code)).toMatchObject({ verdict: 'genuine' });
  });

  it('goes on after a chunk where an earlier run was killed', async () => {
    const results = await finalResults(
      given,
      rooms,
      Array.from({ length: 230 }, (_, index) => `选手${index + 1}号`),
      { first: 100, second: 130 },
    );
    const work = job(results.tenantId);
    const killed = {
      ...work,
      progress: async (_step: string, done: number) => {
        if (done === 200) throw new Error('killed');
      },
    };
    await expect(issuing().issue(results.final.id, killed)).rejects.toThrow('killed');
    expect(await issuing().issue(results.final.id, work)).toMatchObject({ awards: 230, issued: 30 });
    expect(work.steps).toEqual(['issuing 0/230', 'issuing 200/230', 'issuing 230/230']);
  }, 60_000);

  it('gives a team’s award to each member, and to the team when its members are not known', async () => {
    const results = await finalResults(
      given,
      rooms,
      [
        { team: '一号高炉队', members: ['张伟', '李犇'] },
        { team: '二号高炉队', members: [] },
      ],
      { first: 1, second: 1 },
    );
    await issue(results);
    expect(
      (await issued(results)).map(({ holderName, holderId, content }) => [holderName, holderId !== null, content.organisation]),
    ).toEqual([
      ['张伟', true, '一号高炉队 · 江海钢铁公司'],
      ['李犇', true, '一号高炉队 · 江海钢铁公司'],
      ['二号高炉队', false, '江海钢铁公司'],
    ]);
  });

  it('leaves out what cannot be printed, says which, and issues the others', async () => {
    const results = await finalResults(given, rooms, FIELD);
    const corrected = await correctedResults(rooms, results, (document) => ({
      ...document,
      rows: document.rows.map((row, index) => (index === 1 ? { ...row, organisation: '😀厂' } : row)),
    }));
    expect(await issue(results, corrected)).toEqual({
      awards: 3,
      issued: 2,
      superseded: 0,
      refused: [{ entryId: results.entries[1]?.id, code: 'CERTIFICATE_NOT_DRAWABLE' }],
    });
  });

  it('is asked for by the organiser, on final results only', async () => {
    const results = await finalResults(given, rooms, FIELD);
    const asOrganiser = await organiser(results);
    await issuing().request(asOrganiser, results.final.id);
    expect(await given.outboxOf(results.tenantId)).toContain('certificate.issueForPublication');
    await expect(issuing().request(asOrganiser, results.provisional.id)).rejects.toMatchObject({ code: 'CERTIFICATE_RESULTS_NOT_FINAL' });
    await expect(issuing().request(await given.actor(results, 'judge'), results.final.id)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const stranger = await given.actor(await given.tenant(), 'competition_organiser');
    await expect(issuing().request(stranger, results.final.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('a corrected publication', () => {
  const swapped = (results: GivenResults) =>
    correctedResults(rooms, results, (document) => {
      const [one, two, ...rest] = document.rows;
      if (one === undefined || two === undefined) throw new Error('two rows are needed');
      return { ...document, rows: [{ ...two, award: one.award }, { ...one, award: two.award }, ...rest] };
    });

  it('supersedes what no longer holds, keeps the rest, and asks for new ones', async () => {
    const results = await finalResults(given, rooms, FIELD);
    await issue(results);
    const before = await issued(results);
    const corrected = await swapped(results);
    await issuing().followCorrection(corrected, results.system);
    await issuing().followCorrection(corrected, results.system);
    expect((await given.outboxOf(results.tenantId)).filter((name) => name === 'certificate.issueForPublication')).toHaveLength(1);
    expect(await issue(results, corrected)).toMatchObject({ awards: 3, issued: 2, superseded: 0 });
    expect((await issued(results)).map(({ holderName, status }) => [holderName, status])).toEqual([
      ['张伟', 'superseded'],
      ['欧阳娜娜', 'superseded'],
      ['买买提·吐尔逊', 'valid'],
    ]);
    expect((await issued(results, corrected)).map(({ holderName, award }) => [holderName, award])).toEqual([
      ['欧阳娜娜', 'first'],
      ['张伟', 'second'],
    ]);
    expect(await verify(before[0]?.code ?? '')).toMatchObject({
      verdict: 'superseded',
      history: [{ status: 'valid' }, { reason: 'RESULT_CORRECTED' }],
      replacedBy: (await issued(results, corrected)).find(({ holderName }) => holderName === before[0]?.holderName)?.code,
    });
  });

  it('does the same when the organiser is quicker than the news', async () => {
    const results = await finalResults(given, rooms, FIELD);
    await issue(results);
    const corrected = await swapped(results);
    expect(await issue(results, corrected)).toMatchObject({ issued: 2, superseded: 2 });
    await issuing().followCorrection(corrected, results.system);
    expect(await issue(results, corrected)).toMatchObject({ issued: 0, superseded: 0 });
    await expect(issue(results)).rejects.toMatchObject({ code: 'CERTIFICATE_RESULTS_REPLACED', params: { number: 3 } });
  });

  it('is left alone while nothing was issued', async () => {
    const results = await finalResults(given, rooms, FIELD);
    await issuing().followCorrection(results.final.id, results.system);
    await issuing().followCorrection(results.provisional.id, results.system);
    expect(await given.outboxOf(results.tenantId)).not.toContain('certificate.issueForPublication');
  });
});

describe('revoking', () => {
  it('shows at once, with the reason, and no job brings the certificate back', async () => {
    const results = await finalResults(given, rooms, FIELD);
    await issue(results);
    const certificate = await first(results);
    expect(await certificates().revoke(await organiser(results), change(certificate, ' 冒名顶替 '))).toMatchObject({
      status: 'revoked',
      version: 2,
    });
    expect(await verify(certificate.code)).toMatchObject({
      verdict: 'revoked',
      history: [
        { status: 'valid', reason: null },
        { status: 'revoked', reason: '冒名顶替' },
      ],
    });
    expect(await given.auditOf(results.tenantId, certificate.id)).toEqual(['certificate.revoked']);
    expect(await issue(results)).toMatchObject({ issued: 0 });
  });

  it('suspends and reinstates', async () => {
    const results = await finalResults(given, rooms, FIELD);
    await issue(results);
    const asOrganiser = await organiser(results);
    const suspended = await certificates().suspend(asOrganiser, change(await first(results), '调查中'));
    expect(await verify(suspended.code)).toMatchObject({ verdict: 'suspended' });
    expect(await issue(results)).toMatchObject({ issued: 0 });
    await certificates().reinstate(asOrganiser, change(suspended, '查无此事'));
    expect(await verify(suspended.code)).toMatchObject({ verdict: 'genuine' });
  });

  it('refuses the stale, the unreasoned, the repeated and the unauthorised, and changes nothing', async () => {
    const results = await finalResults(given, rooms, FIELD);
    await issue(results);
    const certificate = await first(results);
    const asOrganiser = await organiser(results);
    const revoke = (actor: Actor, wanted = change(certificate)) => certificates().revoke(actor, wanted);
    const holder = await given.actorOf(results, certificate.holderId ?? '');
    const stranger = await given.actor(await given.tenant(), 'competition_organiser');
    await expect(revoke(asOrganiser, { ...change(certificate), version: 7 })).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(revoke(asOrganiser, change(certificate, '  '))).rejects.toMatchObject({ code: 'CERTIFICATE_REASON_REQUIRED' });
    await expect(revoke(asOrganiser, change(certificate, '长'.repeat(10_000_000)))).rejects.toMatchObject({
      code: 'CERTIFICATE_REASON_REQUIRED',
    });
    await expect(revoke(holder)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(revoke(await given.actor(results, 'chief_judge'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(revoke(stranger)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await first(results)).toEqual(certificate);
    const [won, lost] = await Promise.allSettled([revoke(asOrganiser), revoke(asOrganiser)]).then((both) =>
      both.toSorted((a, b) => a.status.localeCompare(b.status)),
    );
    expect([won?.status, lost]).toMatchObject(['fulfilled', { status: 'rejected', reason: { code: 'CONFLICT' } }]);
    await expect(revoke(asOrganiser, { ...change(certificate), version: 2 })).rejects.toMatchObject({ code: 'CERTIFICATE_CANNOT_CHANGE' });
  });
});

describe('verification', () => {
  it('answers anyone who types the code, with the holder masked', async () => {
    const results = await finalResults(given, rooms, FIELD);
    await issue(results);
    const { code, documentSha256 } = await first(results);
    const found = await verify(` ${showCertificateCode(code).toLowerCase()} `);
    expect(found).toMatchObject({
      verdict: 'genuine',
      code,
      holder: '张*',
      award: { 'zh-CN': '一等奖' },
      documentSha256,
      replacedBy: null,
    });
    expect(JSON.stringify(found)).not.toContain('张伟');
  });

  it('knows nothing of other codes', async () => {
    const results = await finalResults(given, rooms, FIELD);
    await issue(results);
    const { code } = await first(results);
    for (const other of ['', 'no code', '0'.repeat(18), code.slice(0, -1), [...code].reverse().join('')]) {
      expect(await verify(other)).toEqual({ verdict: 'unknown' });
    }
  });
});

describe('guessing', () => {
  it('ends after twenty codes that do not exist, for that address alone; slips of the finger do not count', async () => {
    const results = await finalResults(given, rooms, FIELD);
    await issue(results);
    const { code } = await first(results);
    for (let slip = 0; slip < 50; slip++) expect(await verify(code.slice(0, 17), '2001:db8::1')).toEqual({ verdict: 'unknown' });
    for (let guess = 0; guess < 20; guess++) expect(await verify(newCertificateCode(), '2001:db8::1')).toEqual({ verdict: 'unknown' });
    await expect(verify(newCertificateCode(), '2001:db8:0:0:7::9')).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' });
    await expect(verify(code, '2001:db8::1')).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' });
    expect(await verify(code, '2001:db8:0:1::1')).toMatchObject({ verdict: 'genuine' });
  });

  it('ends after twenty also when sixty are asked at once; codes that exist cost nothing', async () => {
    const results = await finalResults(given, rooms, FIELD);
    await issue(results);
    const { code } = await first(results);
    for (let look = 0; look < 30; look++) expect(await verify(code, '192.0.2.60')).toMatchObject({ verdict: 'genuine' });
    const outcomes = await Promise.allSettled(Array.from({ length: 60 }, () => verify(newCertificateCode(), '192.0.2.60')));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(20);
  });
});

describe('downloading', () => {
  it('gives the holder and the organiser the PDF that was issued, nobody else, and never a damaged one', async () => {
    const results = await finalResults(given, rooms, FIELD);
    await issue(results);
    const certificate = await first(results);
    const holder = await given.actorOf(results, certificate.holderId ?? '');
    const file = await certificates().download(holder, certificate.id);
    expect(file.fileName).toBe(`${showCertificateCode(certificate.code)}.pdf`);
    expect(createHash('sha256').update(file.bytes).digest('hex')).toBe(certificate.documentSha256);
    expect(await certificates().download(await organiser(results), certificate.id)).toEqual(file);
    const neighbour = await given.actorOf(results, results.entries[1]?.personIds[0] ?? '');
    await expect(certificates().download(neighbour, certificate.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await certificates().listOwn(holder, { first: 10, after: null })).rows.map(({ id }) => id)).toEqual([certificate.id]);
    await writeFile(join(dataDir, 'files', certificate.documentSha256.slice(0, 3), certificate.documentSha256), 'forged');
    await expect(certificates().download(holder, certificate.id)).rejects.toMatchObject({ code: 'FILE_DAMAGED' });
  });
});
