import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Actor, type Grant, type Id, ROLES, type Role } from '#kernel';
import { IDENTITY_ACTS, type IdentityAct, mayAct, mayHandOn, topsFor } from './identity.policy.js';

/** A tree as parents by place: organisation n stands beneath an earlier one, 0 is the root. */
const trees = fc.integer({ min: 1, max: 12 }).chain((size) => fc.tuple(...Array.from({ length: size }, (_, at) => fc.nat({ max: at }))));
const isAtOrAbove = (parents: readonly number[], top: number, at: number): boolean =>
  top === at || (at !== 0 && isAtOrAbove(parents, top, parents[at - 1] ?? 0));

const idOf = (place: number): Id => `00000000-0000-7000-8000-${String(place).padStart(12, '0')}`;

/** An actor as `Grants.reachOf` makes one. */
function actorWith(parents: readonly number[], grants: readonly Grant[]): Actor {
  const reach = new Map<Id, Set<Role>>();
  for (const { role, organisationId, competitionId } of grants) {
    for (let at = 0; at <= parents.length; at += 1) {
      if (competitionId !== null || !isAtOrAbove(parents, Number(organisationId.slice(-4)), at)) continue;
      reach.set(idOf(at), (reach.get(idOf(at)) ?? new Set()).add(role));
    }
  }
  return { kind: 'person', tenantId: idOf(99), personId: idOf(98), userId: 'u', grants, reach };
}

const worlds = trees.chain((parents) =>
  fc.record({
    parents: fc.constant(parents),
    at: fc.nat({ max: parents.length }),
    grants: fc.array(
      fc.record({
        role: fc.constantFrom(...ROLES),
        organisationId: fc.nat({ max: parents.length }).map(idOf),
        competitionId: fc.constantFrom(null, null, idOf(71), idOf(72)),
      }),
      { maxLength: 5 },
    ),
  }),
);

describe('what the policy says of a list and of one thing', () => {
  it('is the same: whoever stands beneath the tops, and nobody else, may be acted on', () => {
    const acts = Object.keys(IDENTITY_ACTS) as readonly IdentityAct[];
    fc.assert(
      fc.property(worlds, fc.constantFrom(...acts), ({ parents, at, grants }, act) => {
        const actor = actorWith(parents, grants);
        const isBeneathTops = (topsFor(actor, act) ?? []).some((top) => isAtOrAbove(parents, Number(top.slice(-4)), at));
        expect(mayAct(actor, act, idOf(at))).toBe(isBeneathTops);
      }),
      { numRuns: 5_000 },
    );
  });
});

/** Rows: what one holds; columns in the order of ROLES: what one may give. Written from the field, not from the code. */
const MATRIX: readonly (readonly [Role, string])[] = [
  ['union_administrator', '########'],
  ['competition_organiser', '.#####.#'],
  ['chief_judge', '........'],
  ['judge', '........'],
  ['supervisor', '........'],
  ['encryption_officer', '........'],
  ['enterprise_administrator', '......##'],
  ['participant', '........'],
];

describe('handing on roles', () => {
  const parents = [0, 1, 0];
  const places = [
    ['above', 0, false],
    ['on', 1, true],
    ['beneath', 2, true],
    ['beside', 3, false],
  ] as const;

  it.each(MATRIX)('a %s gives exactly what the matrix says, on and beneath their own organisation', (holder, row) => {
    const actor = actorWith(parents, [{ role: holder, organisationId: idOf(1), competitionId: null }]);
    for (const [place, at, isWithin] of places) {
      const given = ROLES.map((role) => {
        const may = mayHandOn(actor, { personId: idOf(50), role, organisationId: idOf(at), competitionId: null });
        return may ? '#' : '.';
      });
      expect([place, given.join('')]).toEqual([place, isWithin ? row : '........']);
    }
  });

  it('is never done to oneself, nor by a visitor', () => {
    fc.assert(
      fc.property(worlds, fc.constantFrom(...ROLES), ({ parents: tree, at, grants }, role) => {
        const actor = actorWith(tree, grants);
        const grant = { role, organisationId: idOf(at), competitionId: null };
        expect(mayHandOn(actor, { ...grant, personId: idOf(98) })).toBe(false);
        expect(mayHandOn({ kind: 'anonymous', tenantId: idOf(99) }, { ...grant, personId: idOf(50) })).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it('from a grant narrowed to a competition stays in that competition and on that organisation', () => {
    const actor = actorWith(parents, [{ role: 'competition_organiser', organisationId: idOf(1), competitionId: idOf(71) }]);
    const judge = { personId: idOf(50), role: 'judge', organisationId: idOf(1), competitionId: idOf(71) } as const;
    expect(mayHandOn(actor, judge)).toBe(true);
    expect(mayHandOn(actor, { ...judge, competitionId: null })).toBe(false);
    expect(mayHandOn(actor, { ...judge, competitionId: idOf(72) })).toBe(false);
    expect(mayHandOn(actor, { ...judge, organisationId: idOf(2) })).toBe(false);
  });
});
