import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { auditServer } from 'graphql-http';
import { type GraphqlAnswer, startTestApi, type TestApi } from '../../../../test/support/api.js';

let open: TestApi;
let production: TestApi;

beforeAll(async () => {
  [open, production] = [
    await startTestApi(),
    await startTestApi({ NODE_ENV: 'production', PUBLIC_URL: 'https://guildhall.example', SCHEMA_TOKEN: 'a-token-of-this-test' }),
  ];
}, 60_000);

afterAll(async () => {
  await open?.close();
  await production?.close();
});

it('keeps GraphQL over HTTP without an error or a warning but for GET, which is closed', async () => {
  const results = await auditServer({ url: `${open.url}/graphql` });
  const failed = results.filter(({ status }) => status !== 'ok');
  expect(results.length).toBeGreaterThan(50);
  expect(failed.filter(({ name }) => !name.includes('GET')).map(({ id, name }) => `${id} ${name}`)).toEqual([]);
  expect(failed.filter(({ status }) => status === 'error')).toEqual([]);
});

const JSON_HEADERS = { 'content-type': 'application/json' };
const ABOUT = JSON.stringify({ query: '{ about { product } }' });
const many = (count: number, piece: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => piece(index)).join(' ');
const asking = (query: string, variables?: object) => ({ body: JSON.stringify({ query, variables }) });
const megabytes = (count: number): string => 'x'.repeat(count * 1_048_576);

type Attack = {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
};

const attacks: readonly (readonly [string, Attack])[] = [
  ['deep nesting', asking(`{ about ${'{ about '.repeat(500)}{ product }${' }'.repeat(500)} }`)],
  ['an alias flood', asking(`{ ${many(100, (n) => `a${n}: about { product }`)} }`)],
  ['a flood of aliased __typename', asking(`{ ${many(400, (n) => `a${n}: __typename`)} }`)],
  ['a flood of __typename', asking(`{ ${'__typename '.repeat(1_500)} }`)],
  ['field duplication', asking(`{ about { ${'product '.repeat(1_500)} } }`)],
  ['directive overload', asking(`{ about { product ${'@skip(if: false) '.repeat(300)} } }`)],
  ['unknown directives', asking(`{ about ${'@x '.repeat(1_000)} { product } }`)],
  ['circular fragments', asking('{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }')],
  [
    'fragments that double sixty times',
    asking(
      `{ ...f0 } ${many(60, (n) => `fragment f${n} on Query { ...f${n + 1} ...f${n + 1} }`)} fragment f60 on Query { about { product } }`,
    ),
  ],
  ['too many tokens', asking(`{ about { product } } ${'# \n{ about { product } }'.repeat(3_000)}`)],
  ['a document of 900 kB', asking(`{ about(x: "${'x'.repeat(900_000)}") { product } }`)],
  ['a slow parse of brackets', asking(`{ about(x: ${'['.repeat(9_000)}) { product } }`)],
  ['a batch of 1,000', { body: JSON.stringify(Array(1_000).fill({ query: '{ about { product } }' })) }],
  ['a batch of one', { body: JSON.stringify([{ query: '{ about { product } }' }]) }],
  ['a string variable of 10 MB', asking('query($x: String) { about { product } }', { x: megabytes(10) })],
  ['many root fields', asking(`{ ${'about { product } '.repeat(11)} }`)],
  ['an integer beyond its range', asking('query($x: Int) { about { product @skip(if: $x) } }', { x: 1e30 })],
  ['introspection of introspection', asking(`{ __schema { types ${'{ fields { type '.repeat(6)}{ name }${' } }'.repeat(6)} } }`)],
  ['a syntax tree in place of a document', { body: JSON.stringify({ query: JSON.stringify({ kind: 'Document', definitions: [] }) }) }],
  ['invalid UTF-8', { body: Uint8Array.from([...Buffer.from('{"query":"{ about { product } } #'), 0xff, 0xfe, ...Buffer.from('"}')]) }],
  ['broken JSON', { body: '{"query": "{ about' }],
  ['a poisoned prototype', { body: '{"query":"{ about { product } }","variables":{"__proto__":{"a":1}}}' }],
  ['a zero byte', asking('query($x: String) { about { product } }', { x: 'a\u0000b' })],
  ['a zero byte in the document', asking('{ competition(slug: "a\\u0000b") { id } }', {})],
  ['no body', { body: '' }],
  ['a GET', { method: 'GET', path: '/graphql?query=%7Babout%7Bproduct%7D%7D' }],
  ['a mutation by GET', { method: 'GET', path: '/graphql?query=mutation%7B__typename%7D' }],
  ['text/plain, as a form of another site may send', { headers: { 'content-type': 'text/plain' } }],
  ['a form', { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'query=%7Babout%7Bproduct%7D%7D' }],
  ['a multipart form', { headers: { 'content-type': 'multipart/form-data; boundary=x' }, body: '--x--' }],
  ['JSON in another charset', { headers: { 'content-type': 'application/json; charset=utf-16' } }],
  ['no content type', { headers: { 'content-type': '' } }],
  ['a page of another site', { headers: { ...JSON_HEADERS, origin: 'https://evil.example' } }],
  ['a sandboxed page', { headers: { ...JSON_HEADERS, origin: 'null' } }],
  ['a cross-site request without an origin', { headers: { ...JSON_HEADERS, 'sec-fetch-site': 'cross-site' } }],
  ['a sibling site', { headers: { ...JSON_HEADERS, 'sec-fetch-site': 'same-site' } }],
  ['a subscription', asking('subscription { __typename }')],
  ['an operation that is not there', { body: JSON.stringify({ query: 'query a { about { product } }', operationName: 'b' }) }],
  ['compressed bytes', { headers: { ...JSON_HEADERS, 'content-encoding': 'gzip' }, body: Uint8Array.from([31, 139, 8, 0]) }],
];

describe('an attack', () => {
  it.each(attacks)(
    'by %s is refused in production, coded, and says nothing of the inside',
    async (_, { method = 'POST', path = '/graphql', headers, body }) => {
      const started = performance.now();
      const response = await fetch(`${production.url}${path}`, {
        method,
        headers: { ...(headers ?? JSON_HEADERS), accept: 'application/graphql-response+json' },
        ...(method === 'GET' ? {} : { body: body ?? ABOUT }),
      });
      const text = await response.text();
      expect(performance.now() - started).toBeLessThan(2_000);
      expect(response.status).toBeGreaterThanOrEqual(400);
      expect(response.status).toBeLessThan(500);
      const answer = JSON.parse(text);
      expect(answer.data).toBeUndefined();
      expect(answer.errors[0].extensions.code).toMatch(/^[A-Z_]+$/);
      expect(text.length).toBeLessThan(2_000);
      expect(text).not.toMatch(/Did you mean|node_modules|\.[jt]s\b|\bat \w+ \(|postgres|stack|relation|schema_history/i);
    },
  );
});

describe('the schema in production', () => {
  const question = '{ __schema { queryType { name } } }';

  it.each([
    ['closed to everybody', {}, 403],
    ['closed to a wrong token', { authorization: 'Bearer a-token-of-that-test' }, 403],
    ['open to the token', { authorization: 'Bearer a-token-of-this-test' }, 200],
  ])('is %s', async (_, headers, status) => {
    expect(await production.ask(question, {}, headers)).toMatchObject({ status });
    expect(await production.ask('{ t: __type(name: "Query") { name } }', {}, headers)).toMatchObject({ status });
  });

  it('is not told by suggestions, as it is in development', async () => {
    expect(JSON.stringify(await open.ask('{ abuot { product } }'))).toContain('Did you mean');
    expect(JSON.stringify(await production.ask('{ abuot { product } }'))).not.toContain('Did you mean');
    expect((await fetch(`${production.url}/graphiql`)).status).toBe(404);
    expect((await fetch(`${open.url}/graphiql`)).status).toBe(200);
  });

  it('answers within the limits to anybody', async () => {
    expect(await production.ask('{ about { product } }')).toEqual({ status: 200, data: { about: { product: 'Guildhall' } } });
  });
});

it('speaks the language that the request asks for', async () => {
  const ask = async (headers: Record<string, string>) => (await open.ask('{ abuot { product } }', {}, headers)).errors?.[0]?.message;
  expect(await ask({})).toMatch(/^GraphQL 文档无效/);
  expect(await ask({ 'accept-language': 'fr, en;q=0.8' })).toMatch(/^The GraphQL document/);
  expect(await ask({ 'accept-language': 'en', 'guildhall-language': 'zh-CN' })).toMatch(/^GraphQL 文档无效/);
});

it('is alive and ready, and says so under its own headers', async () => {
  expect(await (await fetch(`${open.url}/livez`)).json()).toEqual({ status: 'ok' });
  const ready = await fetch(`${open.url}/readyz`);
  expect(await ready.json()).toEqual({ status: 'ok' });
  expect(ready.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(ready.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
});

describe('a document that is asked often, and compiled for it', () => {
  it.each([
    ['plain', '{ about { product languages } }', {}],
    ['with a name and a fragment', 'query Often { about { ...a } } fragment a on About { languages }', {}],
    ['with a condition', 'query($short: Boolean!) { about { product languages @skip(if: $short) } }', { short: true }],
    ['refused by a resolver', 'query($id: ID!) { organisation(id: $id) { code } }', { id: 'x' }],
    ['with a variable of the wrong type', 'query($short: Boolean!) { about { product @skip(if: $short) } }', { short: 'yes' }],
    ['with a variable missing', 'query($short: Boolean!) { about { product @skip(if: $short) } }', {}],
    [
      'a mutation refused',
      'mutation($name: String!) { addPerson(input: { name: $name, organisationId: "x" }) { person { id } problem { code } } }',
      { name: '王一' },
    ],
  ])('answers as at first: %s', async (_, query, variables) => {
    const answers: GraphqlAnswer[] = [];
    for (let time = 0; time < 12; time += 1) answers.push(await open.ask(query, variables));
    const shape = ({ status, data, errors }: GraphqlAnswer) => ({
      status,
      data,
      codes: errors?.map(({ extensions }) => extensions['code']),
    });
    expect(new Set(answers.map((answer) => JSON.stringify(shape(answer)))).size).toBe(1);
    expect(answers[0]?.data ?? answers[0]?.errors?.[0]?.extensions).not.toMatchObject({ code: 'INTERNAL' });
  });
});
