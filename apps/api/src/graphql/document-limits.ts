import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isInterfaceType,
  isListType,
  isObjectType,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import { DomainError } from '#kernel';

/** What one document may ask for. Refused documents are never validated, so the walk below must stay linear. */
export const LIMITS = {
  characters: 20_000,
  tokens: 2_000,
  nesting: 60,
  depth: 12,
  aliases: 30,
  directives: 20,
  rootFields: 10,
  repeats: 20,
  cost: 10_000,
} as const;

type LimitName = keyof typeof LIMITS;
/** How much of each counted limit a selection uses. */
type Usage = { readonly depth: number; readonly aliases: number; readonly directives: number; readonly repeats: number };

/** What a list costs whose length the caller cannot choose. */
const PLAIN_LIST = 10;
const LARGEST_PAGE = 100;
const PAGE_WHEN_UNSAID = 50;
const OBJECT_COST = 1;
const LEAF_COST = 0.05;

export function refuseAbove(limit: LimitName, found: number): void {
  if (found > LIMITS[limit]) throw new DomainError('DOCUMENT_TOO_COSTLY', { limit, allowed: LIMITS[limit], found });
}

/** How deep brackets of any kind stand in each other, before a recursive parser meets them. Those inside strings count too. */
export function nestingOf(text: string): number {
  let open = 0;
  let deepest = 0;
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charCodeAt(index);
    if (character === 0x7b || character === 0x5b || character === 0x28) deepest = Math.max(deepest, ++open);
    else if (character === 0x7d || character === 0x5d || character === 0x29) open -= 1;
  }
  return deepest;
}

export type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/** Counts depth, aliases, directives and repeated fields of an operation, each fragment once. Throws DOCUMENT_TOO_COSTLY or DOCUMENT_INVALID. */
export function refuseOversized(operation: OperationDefinitionNode, fragments: Fragments): void {
  const known = new Map<string, Usage>();
  const usage = usageOf(operation.selectionSet, operation.directives?.length ?? 0, fragments, known, new Set());
  refuseAbove('depth', usage.depth);
  refuseAbove('aliases', usage.aliases);
  refuseAbove('directives', usage.directives);
  refuseAbove('repeats', usage.repeats);
}

function usageOf(set: SelectionSetNode, ownDirectives: number, fragments: Fragments, known: Map<string, Usage>, open: Set<string>): Usage {
  let depth = 0;
  let aliases = 0;
  let directives = ownDirectives;
  let repeats = 0;
  const seen = new Set<string>();
  for (const node of set.selections) {
    directives += node.directives?.length ?? 0;
    const key =
      node.kind === 'Field' ? (node.alias ?? node.name).value : node.kind === 'FragmentSpread' ? `...${node.name.value}` : undefined;
    if (key !== undefined && seen.has(key)) repeats += 1;
    if (key !== undefined) seen.add(key);
    if (node.kind === 'Field' && node.alias !== undefined) aliases += 1;
    if (node.kind === 'Field' && isIntrospection(node)) continue;
    const below =
      node.kind === 'FragmentSpread'
        ? usageOfFragment(node.name.value, fragments, known, open)
        : node.selectionSet === undefined
          ? undefined
          : usageOf(node.selectionSet, 0, fragments, known, open);
    depth = Math.max(depth, (below?.depth ?? 0) + (node.kind === 'Field' ? 1 : 0));
    aliases += below?.aliases ?? 0;
    directives += below?.directives ?? 0;
    repeats += below?.repeats ?? 0;
  }
  return { depth, aliases, directives, repeats };
}

function usageOfFragment(name: string, fragments: Fragments, known: Map<string, Usage>, open: Set<string>): Usage {
  const before = known.get(name);
  if (before !== undefined) return before;
  const fragment = fragments.get(name);
  if (fragment === undefined) throw new DomainError('DOCUMENT_INVALID', { reason: `unknown fragment ${name}` });
  if (open.has(name)) throw new DomainError('DOCUMENT_INVALID', { reason: `fragment ${name} contains itself` });
  open.add(name);
  const usage = usageOf(fragment.selectionSet, fragment.directives?.length ?? 0, fragments, known, open);
  open.delete(name);
  known.set(name, usage);
  return usage;
}

/** The names of the variables that choose the size of a page anywhere in the document. */
export function pageVariables(sets: readonly SelectionSetNode[]): readonly string[] {
  const names = new Set<string>();
  const visit = (set: SelectionSetNode): void => {
    for (const node of set.selections) {
      const size = node.kind === 'Field' ? pageArgument(node) : undefined;
      if (size?.kind === 'Variable') names.add(size.name.value);
      if (node.kind !== 'FragmentSpread' && node.selectionSet !== undefined) visit(node.selectionSet);
    }
  };
  sets.forEach(visit);
  return [...names].sort();
}

/**
 * The most objects that an operation can make the server resolve, each page at the size asked for, each list of unchosen
 * length taken as 10; a leaf counts a twentieth. Unknown fields count as leaves: validation refuses them afterwards.
 */
export function costOf(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: Fragments,
  variables: Readonly<Record<string, unknown>>,
): number {
  const root = schema.getRootType(operation.operation) ?? undefined;
  const known = new Map<string, number>();
  const costOfSet = (set: SelectionSetNode, parent: GraphQLNamedType | undefined): number => {
    let sum = 0;
    for (const node of set.selections) {
      if (node.kind === 'FragmentSpread') sum += costOfFragment(node.name.value);
      else if (node.kind === 'InlineFragment') {
        const type = node.typeCondition === undefined ? parent : schema.getType(node.typeCondition.name.value);
        sum += costOfSet(node.selectionSet, type);
      } else if (node.selectionSet === undefined || isIntrospection(node)) sum += LEAF_COST;
      else {
        const type = typeOfField(parent, node.name.value);
        sum += sizeOf(node, type, variables) * (OBJECT_COST + costOfSet(node.selectionSet, type && getNamedType(type)));
      }
    }
    return sum;
  };
  const costOfFragment = (name: string): number => {
    const before = known.get(name);
    if (before !== undefined) return before;
    const fragment = fragments.get(name);
    const cost = fragment === undefined ? 0 : costOfSet(fragment.selectionSet, schema.getType(fragment.typeCondition.name.value));
    known.set(name, cost);
    return cost;
  };
  return Math.ceil(costOfSet(operation.selectionSet, root));
}

function typeOfField(parent: GraphQLNamedType | undefined, name: string): GraphQLOutputType | undefined {
  return isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name]?.type : undefined;
}

/** How many times what stands beneath the field may be resolved. `edges` and `nodes` were counted at their connection. */
function sizeOf(field: FieldNode, type: GraphQLOutputType | undefined, variables: Readonly<Record<string, unknown>>): number {
  if (type === undefined) return 1;
  if (getNamedType(type).name.endsWith('Connection')) return pageSize(pageArgument(field), variables);
  if (field.name.value === 'edges' || field.name.value === 'nodes') return 1;
  return isListType(getNullableType(type)) ? PLAIN_LIST : 1;
}

function pageSize(size: ValueNode | undefined, variables: Readonly<Record<string, unknown>>): number {
  if (size?.kind === 'IntValue') return clamp(Number(size.value));
  if (size?.kind !== 'Variable') return PAGE_WHEN_UNSAID;
  const value = variables[size.name.value];
  return typeof value === 'number' ? clamp(value) : PAGE_WHEN_UNSAID;
}

function clamp(size: number): number {
  return Math.min(Math.max(Math.ceil(size) || 1, 1), LARGEST_PAGE);
}

function pageArgument(field: FieldNode): ValueNode | undefined {
  return field.arguments?.find(({ name }) => name.value === 'first')?.value;
}

export function isIntrospection(field: FieldNode): boolean {
  return field.name.value === '__schema' || field.name.value === '__type';
}
