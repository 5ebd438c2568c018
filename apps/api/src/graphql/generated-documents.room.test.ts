import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { startTestApi, type TestApi } from '../../../../test/support/api.js';
import { Given } from '../../../../test/support/given.js';

/** All of R13's thousand with GENERATED=1000; a sample otherwise. */
const RUNS = Number(process.env['GENERATED'] ?? 200);
const ALLOWED_MS = 2_000;

let api: TestApi;
let headers: Record<string, string>;

beforeAll(async () => {
  api = await startTestApi({ NODE_ENV: 'production', PUBLIC_URL: 'https://guildhall.example' });
  headers = { 'guildhall-tenant': (await new Given(api).tenant()).slug };
}, 60_000);

afterAll(async () => {
  await api?.close();
});

const names = fc.constantFrom(
  'about',
  'organisations',
  'organisation',
  'competitions',
  'nodes',
  'edges',
  'node',
  'parent',
  'name',
  'zh',
  'skills',
  'competition',
  'id',
  'code',
  'people',
  '__typename',
  '__schema',
  '__type',
  'nothing',
  'me',
);
const argument = fc.constantFrom(
  '',
  '',
  '(first: 100)',
  '(first: 2000000000)',
  '(first: -1)',
  '(first: $n)',
  '(id: "x")',
  '(after: "e30")',
  '(first: 1, after: $n)',
  '(input: {})',
);
const directive = fc.constantFrom('', '', '', ' @skip(if: false)', ' @include(if: $n)', ' @defer', ' @a @b');
const { selection } = fc.letrec<{ selection: string; field: string }>((tie) => ({
  field: fc
    .tuple(
      fc.option(fc.constantFrom('a', 'b', 'c'), { nil: null, freq: 4 }),
      names,
      argument,
      directive,
      fc.option(tie('selection'), { nil: '', freq: 2, maxDepth: 7 }),
    )
    .map(([alias, name, args, mark, below]) => `${alias === null ? '' : `${alias}: `}${name}${args}${mark} ${below}`),
  selection: fc
    .tuple(
      fc.array(tie('field'), { minLength: 1, maxLength: 3 }),
      fc.constantFrom('', '', '...f', '... on Query { about { product } }', '...g'),
      fc.constantFrom(1, 1, 1, 1, 1, 3),
    )
    .map(([fields, extra, times]) => `{ ${`${fields.join(' ')} `.repeat(times)}${extra} }`),
}));
const wild = fc
  .tuple(
    fc.constantFrom('query($n: Int)', 'query Q($n: Int = 100)', 'mutation', 'subscription', '', 'fragment f on Query'),
    selection,
    fc.constantFrom(
      '',
      ' fragment f on Query { about { product } }',
      ' fragment f on Query { ...g } fragment g on Query { ...f }',
      ' }',
      ' {',
    ),
  )
  .map((parts) => parts.join(' '));

const tame = fc.constantFrom(
  '{ about { product } }',
  'query($n: Int) { organisations(first: $n) { nodes { id name { zh } parent { code } } } }',
  'query($n: Int = 5) { competitions(first: $n) { edges { cursor node { slug skills { code } } } } }',
);
const documents = fc.oneof({ weight: 4, arbitrary: wild }, { weight: 1, arbitrary: tame });

it(`answers or refuses ${RUNS} generated documents, breaking at none and keeping its inside to itself`, async () => {
  const outcomes = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(documents, fc.constantFrom(undefined, 1, 100, -5, 'x', null), async (query, n) => {
      const startedAt = performance.now();
      const { status, data, errors } = await api.ask(query, n === undefined ? {} : { n }, {
        ...headers,
        accept: 'application/graphql-response+json',
      });
      const code = String(errors?.[0]?.extensions['code'] ?? 'ok');
      outcomes.set(code, (outcomes.get(code) ?? 0) + 1);
      expect(performance.now() - startedAt).toBeLessThan(ALLOWED_MS);
      expect(status).toBeLessThan(500);
      expect(data === undefined ? status : 400).toBeGreaterThanOrEqual(400);
      expect(code).not.toBe('INTERNAL');
      expect(JSON.stringify(errors ?? [])).not.toMatch(/Did you mean|node_modules|stack|relation "/);
    }),
    { numRuns: RUNS, seed: 13 },
  );
  expect([...outcomes.keys()]).toEqual(expect.arrayContaining(['ok', 'DOCUMENT_INVALID', 'DOCUMENT_TOO_COSTLY', 'INVALID_INPUT']));
}, 120_000);
