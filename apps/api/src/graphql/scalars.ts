import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';

const DECIMAL = /^-?\d{1,30}(\.\d{1,20})?$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

/** An exact decimal as a string, in and out: points, factors, money. Numbers are refused, as they have passed through a float. */
export const Decimal = new GraphQLScalarType<string, string>({
  name: 'Decimal',
  description: 'An exact decimal number as a string, such as "91.25". Never a float.',
  serialize: (value) => decimal(typeof value === 'bigint' ? String(value) : value),
  parseValue: decimal,
  parseLiteral: (node) => decimal(node.kind === Kind.INT || node.kind === Kind.FLOAT ? node.value : textOf(node)),
});

/** An instant: a Date inside, an ISO 8601 string in UTC outside. */
export const DateTime = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  description: 'An instant in UTC as ISO 8601, such as "2026-11-22T06:30:00.000Z".',
  serialize: (value) => instant(value).toISOString(),
  parseValue: instant,
  parseLiteral: (node) => instant(textOf(node)),
});

/** A calendar day without a zone; a string inside and outside. */
export const CalendarDate = new GraphQLScalarType<string, string>({
  name: 'Date',
  description: 'A calendar day, such as "2026-11-22"; the zone is that of the event.',
  serialize: day,
  parseValue: day,
  parseLiteral: (node) => day(textOf(node)),
});

function decimal(value: unknown): string {
  if (typeof value === 'string' && DECIMAL.test(value)) return value;
  throw new GraphQLError('a decimal number as a string is expected');
}

function instant(value: unknown): Date {
  const date = value instanceof Date ? value : typeof value === 'string' && INSTANT.test(value) ? new Date(value) : undefined;
  if (date !== undefined && !Number.isNaN(date.getTime())) return date;
  throw new GraphQLError('an ISO 8601 instant with a zone is expected');
}

function day(value: unknown): string {
  if (typeof value === 'string' && DATE.test(value) && isRealDay(value)) return value;
  throw new GraphQLError('a day as YYYY-MM-DD is expected');
}

function isRealDay(value: string): boolean {
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}

function textOf(node: ValueNode): unknown {
  return node.kind === Kind.STRING ? node.value : undefined;
}
