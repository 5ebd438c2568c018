import { DomainError, type Id } from '#kernel';
import type { Panel } from './panel.entity.js';

const MOST_SEATS = 60;
const LONGEST_SEAT = 20;

/** Throws PANEL_NEEDS_SEATS unless there are 1 to 60 seats, each named once. */
export function checkSeats(seats: readonly string[]): void {
  const areNamed = seats.every((seat) => seat.trim() !== '' && seat.length <= LONGEST_SEAT);
  const areDistinct = new Set(seats).size === seats.length;
  if (seats.length < 1 || seats.length > MOST_SEATS || !areNamed || !areDistinct) {
    throw new DomainError('PANEL_NEEDS_SEATS', {}, [{ path: 'seats', code: 'PANEL_NEEDS_SEATS' }]);
  }
}

/** A judge who sits on the panel of a skill in which the judge's own organisation has entries. */
export type Conflict = {
  readonly personId: Id;
  readonly panelId: Id;
  readonly seat: string;
  readonly organisationId: Id;
  /** Numbers of the organisation's entries, lowest first. */
  readonly bibs: readonly number[];
};

/** Same organisation, entry and judge: shown to the organiser, never refused here. A judge without organisation is unknown, not cleared. */
export function conflictsOf(
  panels: readonly Panel[],
  organisationOf: ReadonlyMap<Id, Id | null>,
  entries: readonly { readonly bib: number; readonly organisationId: Id | null }[],
): readonly Conflict[] {
  const bibs = Map.groupBy(entries, ({ organisationId }) => organisationId);
  return panels.flatMap(({ id: panelId, members }) =>
    members.flatMap(({ seat, personId }) => {
      const organisationId = personId === null ? null : (organisationOf.get(personId) ?? null);
      const theirs = organisationId === null ? [] : (bibs.get(organisationId) ?? []);
      if (personId === null || organisationId === null || theirs.length === 0) return [];
      return [{ personId, panelId, seat, organisationId, bibs: theirs.map(({ bib }) => bib).sort((a, b) => a - b) }];
    }),
  );
}
