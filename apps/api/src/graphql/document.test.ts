import { describe, expect, it } from '@jest/globals';
import { buildSchema } from 'graphql';
import '../api.problems.js';
import { chooseOperation, DocumentReader } from './document.js';

const schema = buildSchema(`
  type Query { person(id: ID): Person, people(first: Int, after: String): PersonConnection, tags: [String] }
  type Mutation { rename(id: ID, name: String): Person }
  type Person { id: ID, name: String, chief: Person, reports(first: Int): PersonConnection, prizes: [Prize] }
  type Prize { name: String, holder: Person }
  type PersonConnection { edges: [PersonEdge], nodes: [Person] }
  type PersonEdge { cursor: String, node: Person }
`);

function refusalOf(text: string, variables: Record<string, unknown> = {}, operationName: string | null = null): object | string {
  try {
    const operation = chooseOperation(new DocumentReader(schema).read(text), operationName, variables);
    return operation.field;
  } catch (error) {
    return error as object;
  }
}

const chiefs = (depth: number): string => `{ person ${'{ chief '.repeat(depth)}{ id }${' }'.repeat(depth)} }`;
const many = (count: number, piece: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => piece(index)).join(' ');

describe('a document within the limits', () => {
  it.each([
    ['nested as deep as allowed', chiefs(10), {}],
    ['thirty aliases', `{ person { ${many(30, (n) => `a${n}: id`)} } }`, {}],
    ['a full page', '{ people(first: 100) { nodes { id name } } }', {}],
    ['a page sized by a variable', 'query($n: Int) { people(first: $n) { nodes { reports(first: $n) { nodes { id } } } } }', { n: 20 }],
    ['the introspection of tools, deep as it is', `{ __schema ${'{ types { fields { type '.repeat(5)}{ name }${' } } }'.repeat(5)} }`, {}],
    ['fragments used in many places', `{ a: person { ...f } b: person { ...f } } fragment f on Person { id chief { id } }`, {}],
  ])('passes: %s', (_, text, variables) => {
    expect(typeof refusalOf(text, variables)).toBe('string');
  });
});

describe('a document that asks for too much', () => {
  it.each([
    ['characters', `{ person(id: "${'x'.repeat(20_001)}") { id } }`, {}],
    ['tokens', `{ person { ${'id '.repeat(2_000)} } }`, {}],
    ['nesting', `{ person(id: ${'['.repeat(9_000)}) { id } }`, {}],
    ['depth', chiefs(12), {}],
    [
      'depth',
      `{ person { ...a } } ${many(13, (n) => `fragment ${'a'.repeat(n + 1)} on Person { chief { ${n < 12 ? `...${'a'.repeat(n + 2)}` : 'id'} } }`)}`,
      {},
    ],
    ['aliases', `{ person { ${many(31, (n) => `a${n}: id`)} } }`, {}],
    ['aliases', `{ person { ${many(31, (n) => `a${n}: __typename`)} } }`, {}],
    ['aliases', `{ ${many(4, (n) => `p${n}: person { ...f }`)} } fragment f on Person { ${many(10, (n) => `a${n}: id`)} }`, {}],
    ['directives', `{ person { id ${'@skip(if: false) '.repeat(21)} } }`, {}],
    ['directives', `query ${'@a '.repeat(21)} { person { id } }`, {}],
    ['rootFields', `mutation { ${many(11, (n) => `m${n}: rename(id: 1, name: "x") { id }`)} }`, {}],
    ['repeats', `{ person { ${'id '.repeat(22)} } }`, {}],
    ['repeats', `{ person { ${'...f '.repeat(22)} } } fragment f on Person { id }`, {}],
    ['cost', '{ people(first: 100) { nodes { reports(first: 100) { nodes { reports(first: 100) { nodes { id } } } } } } }', {}],
    ['cost', '{ people { edges { node { reports { edges { node { reports { nodes { id } } } } } } } } }', {}],
    ['cost', 'query($n: Int) { people(first: $n) { nodes { reports(first: $n) { nodes { prizes { name } } } } } }', { n: 100 }],
    ['cost', 'query($n: Int = 100) { people(first: $n) { nodes { reports(first: $n) { nodes { prizes { name } } } } } }', {}],
    ['cost', '{ person { prizes { holder { prizes { holder { prizes { holder { prizes { name } } } } } } } } }', {}],
    [
      'cost',
      '{ people(first: 2000000000) { nodes { ...r } } } fragment r on Person { reports(first: 2000000000) { nodes { chief { id } } } }',
      {},
    ],
  ])('is refused for its %s', (limit, text, variables) => {
    expect(refusalOf(text, variables)).toMatchObject({ code: 'DOCUMENT_TOO_COSTLY', params: { limit } });
  });

  it.each([
    ['a fragment that contains itself', '{ person { ...a } } fragment a on Person { chief { ...a } }', null],
    ['two fragments that contain each other', '{ person { ...a } } fragment a on Person { ...b } fragment b on Person { ...a }', null],
    ['an unknown fragment', '{ person { ...a } }', null],
    ['no operation at all', 'fragment a on Person { id }', null],
    ['several operations and no name', 'query a { person { id } } query b { person { id } }', null],
    ['a name that is not there', 'query a { person { id } }', 'b'],
    ['a syntax tree in place of a document', '{"kind":"Document","definitions":[]}', null],
  ])('is not a document: %s', (_, text, operationName) => {
    expect(refusalOf(text, {}, operationName)).toMatchObject({ code: 'DOCUMENT_INVALID' });
  });

  it('is told from its fragments in linear time', () => {
    const doubling = many(60, (n) => `fragment f${n} on Person { a: chief { ...f${n + 1} } b: chief { ...f${n + 1} } }`);
    const started = performance.now();
    expect(refusalOf(`{ person { ...f0 } } ${doubling} fragment f60 on Person { id }`)).toMatchObject({ code: 'DOCUMENT_TOO_COSTLY' });
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});

it('names an operation for metrics by our schema, never by the client', () => {
  expect(refusalOf('query Whatever { person { id } }')).toBe('person');
  expect(refusalOf('{ a: person { id } b: person { id } }')).toBe('several');
  expect(refusalOf('{ secret_of_mine }')).toBe('unknown');
});
