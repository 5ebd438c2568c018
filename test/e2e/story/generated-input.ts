import {
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLSchema,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql';

/** What an id stands for, by the name of the field that carries it. */
const KINDS: Readonly<Record<string, string>> = {
  id: 'organisation',
  parentId: 'organisation',
  organisationId: 'organisation',
  competitionId: 'competition',
  skillId: 'skill',
  panelId: 'panel',
  personId: 'person',
  personIds: 'person',
  entryId: 'entry',
  entryIds: 'entry',
  sheetId: 'sheet',
  grantId: 'grant',
  publicationId: 'publication',
  certificateId: 'certificate',
};

/** Texts of which not every word will do. */
const TEXTS: Readonly<Record<string, string>> = { slug: 'bad-input', code: 'X1', rules: '{}', scheme: '{}', value: '1', last: '0' };
const SCALARS: Readonly<Record<string, unknown>> = {
  Int: 1,
  Boolean: true,
  Decimal: '1',
  Date: '2026-01-02',
  DateTime: '2026-01-02T00:00:00Z',
};

/** Makes the value of an id field of a kind. */
export type IdMaker = (kind: string) => string;

/** Every mutation with an input that is right in its form: all that is required, and every id by the maker. */
export function* generatedInputs(schema: GraphQLSchema, idFor: IdMaker): Generator<readonly [name: string, input: object]> {
  for (const { name, args } of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    const type = args[0] === undefined ? undefined : getNullableType(args[0].type);
    if (!isInputObjectType(type)) throw new Error(`${name} takes no input object`);
    yield [name, inputOf(type, idFor)];
  }
}

function inputOf(type: GraphQLInputObjectType, idFor: IdMaker): object {
  const wanted = Object.values(type.getFields()).filter((field) => isNonNullType(field.type) || isId(field.type));
  return Object.fromEntries(wanted.map((field) => [field.name, sampleOf(field.name, field.type, idFor)]));
}

function sampleOf(field: string, type: GraphQLInputType, idFor: IdMaker): unknown {
  const bare = getNullableType(type);
  if (isListType(bare))
    return field === 'entryIds' ? [1, 2].map(() => sampleOf(field, bare.ofType, idFor)) : [sampleOf(field, bare.ofType, idFor)];
  if (isInputObjectType(bare)) return inputOf(bare, idFor);
  if (isEnumType(bare)) return bare.getValues()[0]?.name;
  if (isId(bare)) return idFor(kindOf(field));
  return SCALARS[String(bare)] ?? TEXTS[field] ?? 'x';
}

function kindOf(field: string): string {
  const kind = KINDS[field];
  if (kind === undefined) throw new Error(`What is "${field}" the id of? Add it here.`);
  return kind;
}

function isId(type: GraphQLInputType): boolean {
  return String(type).replaceAll(/[![\]]/g, '') === 'ID';
}
