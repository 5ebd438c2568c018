import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { WebSocket } from 'undici';
import { SignIn } from '#identity';
import { Outbox } from '#jobs';
import { type Id, newId } from '#kernel';
import { recomputeStandings } from '#marking';
import { startTestApi, type TestApi } from '../../../../test/support/api.js';
import { Given, type GivenTenant } from '../../../../test/support/given.js';

type Message = { readonly type: string; readonly id?: string; readonly payload?: unknown };
type Conversation = {
  readonly send: (message: object) => void;
  readonly next: (type: string) => Promise<Message>;
  readonly closed: Promise<{ readonly code: number }>;
  readonly end: () => void;
};

let api: TestApi;
let home: GivenTenant;
let personId: Id;
let cookie: string;
let jobId: Id;
const open: Conversation[] = [];

beforeAll(async () => {
  api = await startTestApi();
  const given = new Given(api);
  home = await given.tenant();
  ({ personId } = await given.actor(home, 'union_administrator'));
  cookie = await api.cookieOf(home.tenantId, personId);
  jobId = await api.database.transaction(home.tenantId, () =>
    api.get(Outbox).add(recomputeStandings, { skillId: newId() }, { visible: true, startedBy: personId }),
  );
}, 60_000);

afterAll(async () => {
  for (const conversation of open) conversation.end();
  await api?.close();
});

const progress = () => `subscription { jobProgress(id: "${jobId}") { state } }`;
const subscribe = (query: string, id = '1') => ({ type: 'subscribe', id, payload: { query } });

describe('a subscription', () => {
  it('is answered at once with what is, under the session of the socket', async () => {
    const socket = await connected({ cookie });
    socket.send(subscribe(progress()));
    expect(await socket.next('next')).toMatchObject({ payload: { data: { jobProgress: { state: 'queued' } } } });
  });

  it.each([
    ['a query', '{ about { product } }', 'DOCUMENT_INVALID'],
    ['a mutation', 'mutation { __typename }', 'DOCUMENT_INVALID'],
    ['an unknown field', 'subscription { everything }', 'DOCUMENT_INVALID'],
    ['a broken document', 'subscription {', 'DOCUMENT_INVALID'],
    [
      'too many aliases',
      `subscription { jobProgress(id: "x") { ${Array.from({ length: 40 }, (_, n) => `a${n}: id`).join(' ')} } }`,
      'DOCUMENT_TOO_COSTLY',
    ],
    ['a job that is not there', `subscription { jobProgress(id: "${newId()}") { state } }`, 'NOT_FOUND'],
  ])('refuses %s', async (_, query, code) => {
    const socket = await connected({ cookie });
    socket.send(subscribe(query));
    const answer = await Promise.race([socket.next('error'), socket.next('next')]);
    expect(JSON.stringify(answer)).toContain(`"code":"${code}"`);
  });

  it('ends with its session, within two seconds', async () => {
    const other = await api.cookieOf(home.tenantId, (await new Given(api).actor(home, 'union_administrator')).personId);
    const socket = await connected({ cookie: other });
    socket.send(subscribe(progress()));
    await socket.next('next');
    const endedAt = performance.now();
    await api.get(SignIn).signOut({ cookie: other });
    const { code } = await socket.closed;
    expect(code).toBe(4403);
    expect(performance.now() - endedAt).toBeLessThan(2_000);
  });
});

describe('a socket', () => {
  it.each([
    ['a page of another site', { cookie: 'x=y', origin: 'https://evil.example' }],
    ['a sandboxed page', { origin: 'null' }],
  ])('is refused to %s', async (_, headers) => {
    const { code } = await conversation(headers).closed;
    expect(code).toBe(1006);
  });

  it('is closed to whoever names neither a session nor a tenant', async () => {
    const socket = conversation({});
    await socket.next('open');
    socket.send({ type: 'connection_init' });
    expect((await socket.closed).code).toBe(4403);
  });

  it('is closed after three silent seconds, on noise, and on a message that is too long', async () => {
    const noisy = conversation({ cookie });
    await noisy.next('open');
    noisy.send({ type: 'noise' });
    expect((await noisy.closed).code).toBe(4400);
    const long = conversation({ cookie });
    await long.next('open');
    long.send({ type: 'connection_init', payload: { filler: 'x'.repeat(100_000) } });
    expect([1006, 1009]).toContain((await long.closed).code);
    const silent = conversation({ cookie });
    expect((await silent.closed).code).toBe(4408);
  }, 10_000);
});

async function connected(headers: Record<string, string>): Promise<Conversation> {
  const socket = conversation(headers);
  await socket.next('open');
  socket.send({ type: 'connection_init', payload: { 'guildhall-tenant': home.slug } });
  await socket.next('connection_ack');
  return socket;
}

function conversation(headers: Record<string, string>): Conversation {
  const socket = new WebSocket(`${api.url.replace('http', 'ws')}/graphql/stream`, { protocols: 'graphql-transport-ws', headers });
  const heard: Message[] = [];
  const waiting: { readonly type: string; readonly take: (message: Message) => void }[] = [];
  const hear = (message: Message): void => {
    const at = waiting.findIndex(({ type }) => type === message.type);
    if (at < 0) heard.push(message);
    else waiting.splice(at, 1)[0]?.take(message);
  };
  socket.addEventListener('open', () => hear({ type: 'open' }));
  socket.addEventListener('message', ({ data }) => hear(JSON.parse(String(data))));
  socket.addEventListener('error', () => undefined);
  const made: Conversation = {
    send: (message) => socket.send(JSON.stringify(message)),
    next: (type) =>
      new Promise((take) => {
        const at = heard.findIndex((message) => message.type === type);
        const [before] = at < 0 ? [] : heard.splice(at, 1);
        if (before === undefined) waiting.push({ type, take });
        else take(before);
      }),
    closed: new Promise((resolve) => {
      socket.addEventListener('close', ({ code }) => resolve({ code }));
    }),
    end: () => socket.close(),
  };
  open.push(made);
  return made;
}
