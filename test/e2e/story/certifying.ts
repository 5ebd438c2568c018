import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { createClient } from 'graphql-ws';
import type { Id } from '#kernel';
import { outside } from '../../support/outside-tools.js';
import { describeWith } from '../../support/tools.js';
import type { Visitor } from '../../support/visitor.js';
import { idOf, type Story, TENANT, until, WORKER } from './story.js';

type Certificate = {
  readonly id: Id;
  readonly code: string;
  readonly status: string;
  readonly version: number;
  readonly holderName: string;
  readonly verifyPath: string;
  readonly downloadPath: string;
  readonly documentSha256: string;
};
type Job = { readonly state: string; readonly step: string; readonly done: number; readonly total: number; readonly result: string | null };

const CERTIFICATE = 'id code status version holderName verifyPath downloadPath documentSha256';
const JOB = 'state step done total result';

/** The worker issues certificates, anyone verifies one, and one is revoked. */
export function certifying(the: () => Story): void {
  const issued = async () => {
    const query = `query($id: ID!) { certificatesOfPublication(publicationId: $id) { nodes { ${CERTIFICATE} } } }`;
    const { certificatesOfPublication: list } = await the().as.competition_organiser.read<{
      readonly certificatesOfPublication: { readonly nodes: readonly Certificate[] };
    }>(query, { id: idOf(the(), 'publication') });
    return list.nodes;
  };
  /** The participant's own certificate of this publication, as their own list shows it. */
  const own = async () => {
    const ids = new Set((await issued()).map(({ id }) => id));
    const { myCertificates } = await the().as.participant.read<{ readonly myCertificates: { readonly nodes: readonly Certificate[] } }>(
      `{ myCertificates { nodes { ${CERTIFICATE} } } }`,
    );
    const found = myCertificates.nodes.find(({ id }) => ids.has(id));
    if (found === undefined) throw new Error('The participant has no certificate');
    return found;
  };
  const pdfOf = async ({ downloadPath }: Certificate, visitor: Visitor) => {
    const response = await visitor.get(downloadPath);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    return new Uint8Array(await response.arrayBuffer());
  };
  const textOf = async (path: string) => (await the().anonymous.get(path)).text();

  it('a worker issues the certificates, and its progress is seen by polling and by subscription', async () => {
    const { competition_organiser, participant, chief_judge } = the().as;
    const input = { publicationId: idOf(the(), 'publication') };
    expect(await chief_judge.problemOf('issueCertificates', input)).toBe('FORBIDDEN');
    const { jobId } = await competition_organiser.do<{ readonly jobId: Id }>('issueCertificates', input, 'jobId');
    const followed = follow(competition_organiser, jobId);
    const query = `query($id: ID!) { job(id: $id) { ${JOB} } }`;
    expect(await participant.refusalOf(query, { id: jobId })).toBe('NOT_FOUND');
    await until(async () => (await competition_organiser.read<{ readonly job: Job }>(query, { id: jobId })).job.state === 'done');
    const { job } = await competition_organiser.read<{ readonly job: Job }>(query, { id: jobId });
    expect(job).toMatchObject({ step: 'issuing', done: 2, total: 2 });
    expect(JSON.parse(job.result ?? '{}')).toMatchObject({ awards: 2, issued: 2, refusedCount: 0 });
    expect((await followed).at(-1)).toEqual(job);
    await until(async () => the().product.logOf('worker').includes(jobId), 5_000);
    expect((await issued()).map(({ holderName, status }) => [holderName, status])).toEqual([
      [WORKER, 'valid'],
      ['赵铁柱', 'valid'],
    ]);
  });

  it('anyone verifies one by its code, in both languages; a mistyped code is unknown', async () => {
    const { code, verifyPath } = await own();
    expect(await textOf(verifyPath)).toMatch(/<h1>.*真实/s);
    expect(await textOf(`/en${verifyPath}`)).toMatch(/<h1>.*Genuine/s);
    expect(await textOf(verifyPath)).not.toContain(WORKER);
    const form = await the().anonymous.get(`/v?code=${encodeURIComponent(code.toLowerCase())}`);
    expect(await textOf(form.headers.get('location') ?? '')).toMatch(/<h1>.*真实/s);
    const mistyped = `${verifyPath.slice(0, -1)}${verifyPath.endsWith('0') ? '1' : '0'}`;
    expect((await the().anonymous.get(mistyped)).status).toBe(404);
  });

  it('its holder and the organiser download it, nobody else learns that it exists', async () => {
    const certificate = await own();
    const { as, anonymous } = the();
    for (const visitor of [as.participant, as.competition_organiser]) {
      expect(
        createHash('sha256')
          .update(await pdfOf(certificate, visitor))
          .digest('hex'),
      ).toBe(certificate.documentSha256);
    }
    for (const visitor of [as.judge, as.encryption_officer, as.enterprise_administrator, anonymous])
      expect((await visitor.get(certificate.downloadPath)).status).toBe(404);
  });

  describeWith(['qpdf', 'pdffonts', 'pdftotext', 'pdftoppm', 'zbarimg'], 'the PDF', () => {
    it('is sound, carries its typefaces and the holder’s name, and its QR code leads to its page', async () => {
      const certificate = await own();
      const pdf = await pdfOf(certificate, the().as.participant);
      expect(outside('qpdf', ['--check', 'FILE'], pdf).toString()).toContain('No syntax or stream encoding errors');
      const fonts = outside('pdffonts', ['FILE'], pdf).toString().trim().split('\n').slice(2);
      expect(fonts.length).toBeGreaterThan(0);
      for (const font of fonts) expect(font).toMatch(/ yes +(yes|no) +yes +\d+ +\d+$/);
      const text = outside('pdftotext', ['FILE', '-'], pdf).toString();
      for (const words of [WORKER, '一等奖', '起重机操作']) expect(text).toContain(words);
      const image = outside('pdftoppm', ['-r', '200', '-png', '-singlefile', 'FILE'], pdf);
      const scanned = outside('zbarimg', ['--quiet', '--raw', 'FILE'], image, 'png').toString().trim();
      // Capitals make a QR code of larger squares.
      expect(scanned).toBe(`${the().product.url}${certificate.verifyPath}`.toUpperCase());
      expect(await (await fetch(scanned)).text()).toMatch(/<h1>.*真实/s);
    });
  });

  describe('revoking', () => {
    it('is the organiser’s, needs a reason and the version that was seen, and shows on the public page at once', async () => {
      const { id: certificateId, version, verifyPath } = await own();
      const { as, anonymous } = the();
      const input = { certificateId, version, reason: '参赛资格不符' };
      for (const visitor of [as.participant, as.chief_judge, as.enterprise_administrator, anonymous])
        expect(await visitor.problemOf('revokeCertificate', input)).toMatch(/^(FORBIDDEN|NOT_FOUND)$/);
      const organiser = as.competition_organiser;
      expect(await organiser.problemOf('revokeCertificate', { ...input, version: version + 1 })).toBe('CONFLICT');
      expect(await organiser.problemOf('revokeCertificate', { ...input, reason: ' ' })).toBe('CERTIFICATE_REASON_REQUIRED');
      expect(await textOf(verifyPath)).toMatch(/<h1>.*真实/s);
      await organiser.do('revokeCertificate', input, 'certificate { status }');
      await until(async () => /<h1>.*已撤销/s.test(await textOf(verifyPath)), 5_000);
      expect(await textOf(verifyPath)).toContain('参赛资格不符');
      expect(await textOf(`/en${verifyPath}`)).toMatch(/<h1>.*Revoked/s);
      expect(await organiser.problemOf('reinstateCertificate', { ...input, version: version + 1 })).toBe('CERTIFICATE_CANNOT_CHANGE');
      expect((await own()).status).toBe('revoked');
    });
  });
}

/** Everything that the subscription said until the job was done. */
function follow({ url, headers }: Visitor, jobId: Id): Promise<readonly Job[]> {
  const { cookie = '' } = headers;
  const Socket = class extends WebSocket {
    constructor(address: string, protocols: string) {
      super(address, { protocols, headers: { cookie } } as unknown as string);
    }
  };
  const client = createClient({
    url: `${url.replace('http', 'ws')}/graphql/stream`,
    webSocketImpl: Socket,
    connectionParams: { 'guildhall-tenant': TENANT },
    retryAttempts: 0,
  });
  const seen: Job[] = [];
  return new Promise<readonly Job[]>((resolve, reject) => {
    client.subscribe<{ readonly jobProgress: Job }>(
      { query: `subscription { jobProgress(id: "${jobId}") { ${JOB} } }` },
      {
        next: ({ data, errors }) => {
          if (errors !== undefined) reject(new Error(JSON.stringify(errors)));
          if (data) seen.push(data.jobProgress);
        },
        error: (error) => reject(error instanceof Error ? error : new Error(JSON.stringify(error))),
        complete: () => resolve(seen),
      },
    );
  }).finally(() => client.dispose());
}
