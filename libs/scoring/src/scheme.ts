import { decimalsOf } from './points.js';

/** A name in both languages; English may be missing and is then shown in Chinese. */
export type Text = { readonly 'zh-CN': string; readonly en?: string };

/**
 * What is marked, frozen when marking opens. Decimals are strings (`"0.25"`).
 * Ids are positional: criterion `A`, sub-criterion `A2`, aspect `A2.4`.
 */
export type Scheme = {
  readonly panels: readonly Panel[];
  readonly sections?: readonly Section[];
  readonly criteria: readonly Criterion[];
};

/** The seats that mark a set of aspects. A seat (`J1`) is unique in the whole scheme and is held by one judge at a time. */
export type Panel = { readonly id: string; readonly name: Text; readonly seats: readonly string[] };

/** A section of the occupational standard; the worths of its aspects must add up to `worth`. */
export type Section = { readonly id: string; readonly name: Text; readonly worth: string };

/** `worth`, when given, must equal the sum of its aspects' worths. */
export type Criterion = {
  readonly id: string;
  readonly name: Text;
  readonly worth?: string;
  readonly subCriteria: readonly SubCriterion[];
};

export type SubCriterion = {
  readonly id: string;
  readonly name: Text;
  /** Day of marking, as the scheme writes it (`"1"`, `"C2"`). */
  readonly day?: string;
  readonly aspects: readonly Aspect[];
};

export type AspectKind = 'measurement' | 'judgement';

/** The smallest thing marked. */
export type Aspect = {
  readonly id: string;
  readonly name: Text;
  readonly kind: AspectKind;
  /** Most points that the aspect can bring; left out where points are open-ended. */
  readonly worth?: string;
  /** What a judge may enter. */
  readonly range: MarkRange;
  /** The panel whose seats mark this aspect. */
  readonly panel: string;
  readonly section?: string;
  readonly requirement?: Text;
  /** For a judgement: what each score means, lowest first. */
  readonly levels?: readonly Text[];
};

/** Marks run from `min` to `max`, both included, in steps of `step` counted from zero. */
export type MarkRange = { readonly min: string; readonly max: string; readonly step: string };

export function subCriteriaOf(scheme: Scheme): readonly SubCriterion[] {
  return scheme.criteria.flatMap((criterion) => criterion.subCriteria);
}

/** All aspects in scheme order: the order of the numbers in a sheet. */
export function aspectsOf(scheme: Scheme): readonly Aspect[] {
  return subCriteriaOf(scheme).flatMap((subCriterion) => subCriterion.aspects);
}

/** All seats in scheme order, panel after panel. */
export function seatsOf(scheme: Scheme): readonly string[] {
  return scheme.panels.flatMap((panel) => panel.seats);
}

/** The seats that mark an aspect. */
export function seatsOfAspect(scheme: Scheme, aspect: Aspect): readonly string[] {
  return scheme.panels.find((panel) => panel.id === aspect.panel)?.seats ?? [];
}

/** Decimals that marks of this range can have: those of its step. */
export function decimalsOfRange(range: MarkRange): number {
  return decimalsOf(range.step);
}
