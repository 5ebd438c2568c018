import { DEMO_LOGINS } from '#config';
import type { Id, Role } from '#kernel';
import { type RunningProduct, startProduct } from '../../support/running-product.js';
import { Visitor } from '../../support/visitor.js';

/** What the chapters know of each other: the product, who is signed in, and what has come into being so far. */
export type Story = {
  readonly product: RunningProduct;
  /** Names the tenant and nothing else. */
  readonly anonymous: Visitor;
  readonly as: Readonly<Record<Role, Visitor>>;
  readonly personId: Readonly<Record<Role, Id>>;
  /** Ids by the name that the chapter gave them. */
  readonly ids: Map<string, Id>;
};

export const TENANT = 'jianghai';
export const CUP = 'dockers-cup';
export const CRANE = 'crane';
export const CUP_PATH = `/${TENANT}/competitions/${CUP}`;
export const CRANE_PATH = `${CUP_PATH}/skills/${CRANE}`;
export const CUP_NAME = { zh: '江海省码头工人技能杯', en: 'Jianghai Dockers’ Cup' };
export const WORKER = '张喆';

/**
 * What the judge gives, by bib; worked by hand: the entries get 38.5 + 18.25 + 35.75 = 92.50, 30 + 15.5 + 30 = 75.50 and
 * 40 + 20 + 20.25 = 80.25, so that they take the places 1, 3 and 2; there is one first prize and one second.
 */
export const MARKS: Readonly<Record<number, Readonly<Record<string, string>>>> = {
  1: { 'A1.1': '38.5', 'A1.2': '18.25', 'B1.1': '35.75' },
  2: { 'A1.1': '30', 'A1.2': '15.5', 'B1.1': '30' },
  3: { 'A1.1': '40', 'A1.2': '20', 'B1.1': '20.25' },
};

/** Starts the product and signs everybody in. */
export async function openStory(): Promise<Story> {
  const product = await startProduct();
  try {
    return await signEverybodyIn(product);
  } catch (error) {
    await product.stop();
    throw error;
  }
}

async function signEverybodyIn(product: RunningProduct): Promise<Story> {
  const anonymous = new Visitor(product.url, { 'guildhall-tenant': TENANT });
  await anonymous.schema();
  const people = await Promise.all(
    DEMO_LOGINS.map(async ({ role, email, password }) => {
      const visitor = await anonymous.signedIn(email, password);
      const { me } = await visitor.read<{ readonly me: { readonly person: { readonly id: Id } } }>('{ me { person { id } } }');
      return { role, visitor, personId: me.person.id };
    }),
  );
  const byRole = <T>(value: (person: (typeof people)[number]) => T) =>
    Object.fromEntries(people.map((person) => [person.role, value(person)])) as Readonly<Record<Role, T>>;
  return { product, anonymous, as: byRole(({ visitor }) => visitor), personId: byRole(({ personId }) => personId), ids: new Map() };
}

/** An id that an earlier chapter noted. */
export function idOf({ ids }: Story, name: string): Id {
  const id = ids.get(name);
  if (id === undefined) throw new Error(`No chapter has noted "${name}"`);
  return id;
}

/** The skill as a step of it names it: its id and its version at this moment. */
export async function step(story: Story): Promise<{ readonly skillId: Id; readonly version: number }> {
  const skillId = idOf(story, 'skill');
  const query = 'query($id: ID!) { skill(id: $id) { version } }';
  const { skill } = await story.as.competition_organiser.read<{ readonly skill: { readonly version: number } }>(query, { id: skillId });
  return { skillId, version: skill.version };
}

/** Asks again until it is so. */
export async function until(isSo: () => Promise<boolean>, withinMs = 20_000): Promise<void> {
  for (const end = Date.now() + withinMs; !(await isSo()); ) {
    if (Date.now() > end) throw new Error(`It did not happen within ${withinMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
