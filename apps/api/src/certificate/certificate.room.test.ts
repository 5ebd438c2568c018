import { createHash } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Issuing } from '#certificate';
import { type Id, systemActor } from '#kernel';
import { startTestApi, type TestApi } from '../../../../test/support/api.js';
import { Given } from '../../../../test/support/given.js';
import { finalResults, type GivenResults } from '../../../../test/support/given-results.js';

const dataDir = mkdtempSync(join(tmpdir(), 'guildhall-certificate-door-'));
process.env['DATA_DIR'] = dataDir;

type Headers = Readonly<Record<string, string>>;
type Node = {
  readonly id: Id;
  readonly code: string;
  readonly version: number;
  readonly holderName: string;
  readonly holderId: Id;
  readonly verifyPath: string;
  readonly downloadPath: string;
  readonly documentSha256: string;
  readonly history: readonly { readonly status: string; readonly reason: string | null }[];
};

let api: TestApi;
let given: Given;
let results: GivenResults;
let organiser: Headers;

const as = async (tenant: { readonly tenantId: Id; readonly slug: string }, personId: Id): Promise<Headers> => ({
  'guildhall-tenant': tenant.slug,
  cookie: await api.cookieOf(tenant.tenantId, personId),
});
/** One field of an answer; errors end the test with what they say. */
async function ask<T>(field: string, query: string, variables: object, headers: Headers): Promise<T> {
  const { data, errors } = await api.ask(query, variables, headers);
  if (errors !== undefined || !data) throw new Error(JSON.stringify(errors));
  return data[field] as T;
}
const FIELDS = 'id code version holderName holderId verifyPath downloadPath documentSha256 history { status reason }';
const list = async (headers: Headers): Promise<readonly Node[]> => {
  const query = `query($id: ID!) { certificatesOfPublication(publicationId: $id) { nodes { ${FIELDS} } } }`;
  return (await ask<{ readonly nodes: readonly Node[] }>('certificatesOfPublication', query, { id: results.final.id }, headers)).nodes;
};
const change = (verb: string, input: object, headers: Headers) => {
  const query = `mutation($input: ChangeCertificateInput!) { ${verb}(input: $input) { certificate { status version } problem { code message path } } }`;
  return ask(verb, query, { input }, headers);
};
const page = async (path: string) => (await fetch(`${api.url}${path}`)).text();

beforeAll(async () => {
  api = await startTestApi({ DATA_DIR: dataDir });
  given = new Given(api);
  results = await finalResults(given, api, ['张伟', '欧阳娜娜', '买买提·吐尔逊']);
  organiser = await as(results, (await given.actor(results, 'competition_organiser')).personId);
}, 60_000);
afterAll(async () => {
  await api?.close();
  await rm(dataDir, { recursive: true, force: true });
});

it('asks for certificates, shows the job, and lists what it issued', async () => {
  const query = 'mutation($input: IssueCertificatesInput!) { issueCertificates(input: $input) { jobId problem { code } } }';
  const asked = (publicationId: Id) => ask<{ readonly jobId: Id }>('issueCertificates', query, { input: { publicationId } }, organiser);
  expect(await asked(results.provisional.id)).toMatchObject({ jobId: null, problem: { code: 'CERTIFICATE_RESULTS_NOT_FINAL' } });
  const answer = await asked(results.final.id);
  expect(answer).toMatchObject({ problem: null });
  const job = 'query($id: ID!) { job(id: $id) { name state subjectId } }';
  expect(await ask('job', job, { id: answer.jobId }, organiser)).toEqual({
    name: 'certificate.issueForPublication',
    state: 'queued',
    subjectId: results.final.id,
  });

  const quiet = async () => undefined;
  await api.get(Issuing).issue(results.final.id, { actor: systemActor(results.tenantId, 'test'), progress: quiet, result: quiet });
  expect((await list(organiser)).map(({ holderName, history }) => [holderName, history])).toEqual(
    ['张伟', '欧阳娜娜', '买买提·吐尔逊'].map((name) => [name, [{ status: 'valid', reason: null }]]),
  );
});

it('hands the PDF to its holder and to nobody else', async () => {
  const [certificate, other] = await list(organiser);
  const get = (headers: Headers) => fetch(`${api.url}${certificate?.downloadPath}`, { headers });
  const holder = await as(results, certificate?.holderId ?? '');
  const response = await get(holder);
  expect([response.status, response.headers.get('content-type'), response.headers.get('cache-control')]).toEqual([
    200,
    'application/pdf',
    'private, no-store',
  ]);
  expect(response.headers.get('content-disposition')).toBe(`attachment; filename="${certificate?.code}.pdf"`);
  expect(
    createHash('sha256')
      .update(Buffer.from(await response.arrayBuffer()))
      .digest('hex'),
  ).toBe(certificate?.documentSha256);
  for (const headers of [await as(results, other?.holderId ?? ''), { 'guildhall-tenant': results.slug }, {}]) {
    const refused = await get(headers);
    expect([refused.status, await refused.text()]).toEqual([404, expect.stringContaining('没有找到')]);
  }
  expect((await fetch(`${api.url}/certificates/..%2F..%2Fetc.pdf`, { headers: holder })).status).toBe(404);
  const own = await ask<{ readonly nodes: readonly Node[] }>('myCertificates', '{ myCertificates { nodes { id } } }', {}, holder);
  expect(own.nodes).toEqual([{ id: certificate?.id }]);
});

it('revokes with a reason that the public page shows at once', async () => {
  const [certificate] = await list(organiser);
  const { id, version, verifyPath } = certificate ?? { id: '', version: 0, verifyPath: '' };
  expect(await page(verifyPath)).toContain('张*');
  expect(await page(verifyPath.replace('/v/', '/V/'))).toContain('张*');
  expect(await page(verifyPath)).not.toContain('张伟');
  expect(await change('revokeCertificate', { certificateId: id, version, reason: '冒名顶替' }, organiser)).toEqual({
    certificate: { status: 'revoked', version: version + 1 },
    problem: null,
  });
  expect(await page(verifyPath)).toContain('冒名顶替');
});

it('answers bad input with a coded problem in both languages and changes nothing', async () => {
  const [, certificate] = await list(organiser);
  const { id, version } = certificate ?? { id: '', version: 0 };
  const input = { certificateId: id, version, reason: '误发' };
  const code = async (changed: object, headers: Headers) => await change('revokeCertificate', { ...input, ...changed }, headers);
  const stranger = await given.tenant();
  const theirs = await as(stranger, (await given.actor(stranger, 'competition_organiser')).personId);
  const holder = await as(results, (await list(organiser))[2]?.holderId ?? '');
  expect(await code({ version: version + 5 }, { ...organiser, 'guildhall-language': 'en' })).toMatchObject({
    problem: { code: 'CONFLICT', message: expect.stringContaining('Someone else') },
  });
  expect(await code({ version: version + 5 }, organiser)).toMatchObject({
    problem: { code: 'CONFLICT', message: expect.stringContaining('已被他人修改') },
  });
  expect(await code({ reason: '   ' }, organiser)).toMatchObject({ problem: { code: 'CERTIFICATE_REASON_REQUIRED', path: 'reason' } });
  expect(await code({ reason: '长'.repeat(501) }, organiser)).toMatchObject({ problem: { code: 'INVALID_INPUT' } });
  expect(await code({ certificateId: 'no id' }, organiser)).toMatchObject({ problem: { code: 'INVALID_INPUT' } });
  expect(await code({}, theirs)).toMatchObject({ problem: { code: 'NOT_FOUND' } });
  expect(await code({}, holder)).toMatchObject({ problem: { code: 'NOT_FOUND' } });
  expect(await code({}, { 'guildhall-tenant': results.slug })).toMatchObject({ problem: { code: 'NOT_FOUND' } });
  expect((await list(organiser))[1]).toEqual(certificate);
});
