import type { Type } from '@nestjs/common';
import { ArgsType, Field, Int, ObjectType } from '@nestjs/graphql';
import { type PageOf, type PageRequest, pageRequest } from '#kernel';

@ObjectType('PageInfo', { description: 'Where a page stands in its list.' })
export class PageInfoType {
  @Field(() => Boolean, { description: 'Whether there is more after this page.' })
  readonly hasNextPage: boolean;

  @Field(() => Boolean, { description: 'Whether the page was asked for after a cursor.' })
  readonly hasPreviousPage: boolean;

  @Field(() => String, { nullable: true, description: 'Cursor of the first row, null on an empty page.' })
  readonly startCursor: string | null;

  @Field(() => String, { nullable: true, description: 'Cursor of the last row: give it as `after` to read on.' })
  readonly endCursor: string | null;
}

/** Arguments of every connection. Spread them: `@Args() page: PageArgs`, then `asked(page)`. */
@ArgsType()
export class PageArgs {
  @Field(() => Int, { defaultValue: 50, description: 'How many rows, 1 to 100.' })
  readonly first: number;

  @Field(() => String, { nullable: true, description: 'Cursor of the last row already seen.' })
  readonly after?: string | null;
}

/** The page asked for, checked. Throws INVALID_INPUT outside 1–100. */
export function asked(page: PageArgs): PageRequest {
  return pageRequest(page.first, page.after);
}

export type Edge<T> = { readonly cursor: string; readonly node: T };
export type Connection<T> = { readonly edges: readonly Edge<T>[]; readonly nodes: readonly T[]; readonly pageInfo: PageInfoType };

const made = new Map<Type, Type<Connection<unknown>>>();

/** The Relay connection type of an object type; the same class each time it is asked for. */
export function connectionOf<T>(node: Type<T>, name: string): Type<Connection<T>> {
  const before = made.get(node);
  if (before !== undefined) return before as Type<Connection<T>>;

  @ObjectType(`${name}Edge`, { description: `A row of a list of ${name} and its cursor.` })
  class EdgeType {
    @Field(() => String, { description: 'Opaque position of this row.' })
    readonly cursor: string;

    @Field(() => node, { description: 'The row.' })
    readonly node: T;
  }

  @ObjectType(`${name}Connection`, { description: `A page of a list of ${name}.` })
  class ConnectionType implements Connection<T> {
    @Field(() => [EdgeType], { description: 'The rows with their cursors.' })
    readonly edges: readonly EdgeType[];

    @Field(() => [node], { description: 'The rows alone.' })
    readonly nodes: readonly T[];

    @Field(() => PageInfoType, { description: 'Where the page stands.' })
    readonly pageInfo: PageInfoType;
  }

  made.set(node, ConnectionType);
  return ConnectionType;
}

/** Shapes a room's page as a connection. `after` is the cursor that was asked for. */
export function toConnection<T>(page: PageOf<T>, after?: string | null): Connection<T> {
  return {
    edges: page.rows.map((node, index) => ({ node, cursor: page.cursors[index] ?? '' })),
    nodes: page.rows,
    pageInfo: {
      hasNextPage: page.hasNextPage,
      hasPreviousPage: after !== undefined && after !== null,
      startCursor: page.cursors[0] ?? null,
      endCursor: page.cursors.at(-1) ?? null,
    },
  };
}
