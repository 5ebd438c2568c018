import {
  type ASTVisitor,
  type DocumentNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  type OperationTypeNode,
  parse,
  visit,
} from 'graphql';
import { DomainError } from '#kernel';
import {
  costOf,
  type Fragments,
  isIntrospection,
  LIMITS,
  nestingOf,
  pageVariables,
  refuseAbove,
  refuseOversized,
} from './document-limits.js';

/** One operation of a document that passed every limit which does not depend on variables. */
export type ReadOperation = {
  readonly document: DocumentNode;
  readonly kind: OperationTypeNode;
  /** As the client names it, or ''. For logs only: it is the client's text. */
  readonly name: string;
  /** The root field when there is one, else `several`: a name from our schema, fit for metrics. */
  readonly field: string;
  readonly cost: (variables: Readonly<Record<string, unknown>>) => number;
};

export type ReadDocument = {
  readonly document: DocumentNode;
  readonly introspects: boolean;
  readonly operations: ReadonlyMap<string, ReadOperation>;
};

const MOST_KEPT = 500;
const MOST_COSTS_KEPT = 200;

/**
 * Reads documents once and remembers them by their text. Everything cheap is refused here, before validation, whose
 * rules are quadratic. Throws DOCUMENT_INVALID and DOCUMENT_TOO_COSTLY.
 */
export class DocumentReader {
  readonly #kept = new Map<string, ReadDocument>();

  constructor(private readonly schema: GraphQLSchema) {}

  read(text: string): ReadDocument {
    const before = this.#kept.get(text);
    if (before !== undefined) return before;
    const read = this.#readNew(text);
    if (this.#kept.size >= MOST_KEPT) this.#kept.delete(this.#kept.keys().next().value ?? '');
    this.#kept.set(text, read);
    return read;
  }

  #readNew(text: string): ReadDocument {
    refuseAbove('characters', text.length);
    refuseAbove('nesting', nestingOf(text));
    const document = parsed(text);
    const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
    const fragments: Fragments = new Map(
      document.definitions
        .filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
        .map((fragment) => [fragment.name.value, fragment]),
    );
    for (const operation of operations) {
      refuseAbove('rootFields', operation.selectionSet.selections.length);
      refuseOversized(operation, fragments);
    }
    const sets = [...operations, ...fragments.values()].map(({ selectionSet }) => selectionSet);
    const paging = pageVariables(sets);
    return {
      document,
      introspects: /\b__(schema|type)\b/.test(text),
      operations: new Map(
        operations.map((operation) => [operation.name?.value ?? '', this.#operation(document, operation, fragments, paging)]),
      ),
    };
  }

  #operation(document: DocumentNode, operation: OperationDefinitionNode, fragments: Fragments, paging: readonly string[]): ReadOperation {
    const costs = new Map<string, number>();
    const cost = (variables: Readonly<Record<string, unknown>>): number => {
      const key = paging.map((name) => String(variables[name])).join(' ');
      const before = costs.get(key);
      if (before !== undefined) return before;
      const found = costOf(this.schema, operation, fragments, { ...defaultsOf(operation), ...variables });
      if (costs.size >= MOST_COSTS_KEPT) costs.clear();
      costs.set(key, found);
      return found;
    };
    return { document, kind: operation.operation, name: operation.name?.value ?? '', field: this.#rootField(operation), cost };
  }

  #rootField(operation: OperationDefinitionNode): string {
    const [first, ...others] = operation.selectionSet.selections;
    if (first?.kind !== Kind.FIELD || others.length > 0) return 'several';
    const known = this.schema.getRootType(operation.operation)?.getFields()[first.name.value];
    return known !== undefined || isIntrospection(first) ? first.name.value : 'unknown';
  }
}

/** The operation a request means. Throws DOCUMENT_INVALID when it names none, and DOCUMENT_TOO_COSTLY for its variables. */
export function chooseOperation(
  read: ReadDocument,
  name: string | null | undefined,
  variables: Readonly<Record<string, unknown>>,
): ReadOperation {
  const operation = name ? read.operations.get(name) : read.operations.size === 1 ? read.operations.values().next().value : undefined;
  if (operation === undefined) {
    throw new DomainError('DOCUMENT_INVALID', { reason: name ? `unknown operation ${name.slice(0, 80)}` : 'name the operation to run' });
  }
  refuseAbove('cost', operation.cost(variables));
  return operation;
}

/** PostgreSQL keeps no U+0000 in a text; variables are checked where the body is read. */
const NO_ZERO_BYTES: ASTVisitor = {
  StringValue({ value }) {
    if (value.includes('\u0000')) throw new DomainError('REQUEST_MALFORMED', { reason: 'a text contains a zero byte' });
  },
};

function parsed(text: string): DocumentNode {
  const document = parsedAsIs(text);
  if (text.includes('\\u')) visit(document, NO_ZERO_BYTES);
  return document;
}

function parsedAsIs(text: string): DocumentNode {
  try {
    return parse(text, { maxTokens: LIMITS.tokens });
  } catch (error) {
    const reason = error instanceof Error ? error.message : '';
    if (reason.includes(`${LIMITS.tokens} tokens. Parsing aborted`)) refuseAbove('tokens', LIMITS.tokens + 1);
    throw new DomainError('DOCUMENT_INVALID', { reason: reason.slice(0, 300) });
  }
}

function defaultsOf(operation: OperationDefinitionNode): Record<string, unknown> {
  return Object.fromEntries(
    (operation.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
      defaultValue?.kind === Kind.INT ? [[variable.name.value, Number(defaultValue.value)]] : [],
    ),
  );
}
