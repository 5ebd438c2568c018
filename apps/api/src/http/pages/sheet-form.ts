import type { DomainError } from '#kernel';
import { type Language, message, problemMessage } from '#language';
import type { MarkInput } from '#marking';
import type { FormProblem, SheetAspect } from '../public/views.js';

/** What a judge's form sends: fields by name, each once. */
export type SheetForm = Readonly<Record<string, string>>;

/** The fields of a body that are plain texts; one that was sent twice is left out. */
export function sheetFormOf(body: unknown): SheetForm {
  if (typeof body !== 'object' || body === null) return {};
  return Object.fromEntries(Object.entries(body).filter((field): field is [string, string] => typeof field[1] === 'string'));
}

/** The marks that were entered: an empty field is none, and what already stands is not sent again. */
export function marksIn(form: SheetForm, aspects: readonly SheetAspect[]): readonly MarkInput[] {
  return aspects.flatMap(({ id, value, last }) => {
    const typed = form[`mark.${id}`]?.normalize('NFKC').trim() ?? '';
    const seen = form[`last.${id}`] ?? '0';
    const reason = form[`reason.${id}`]?.trim() ?? '';
    if (typed === '' || (typed === value && seen === last && reason === '')) return [];
    return [{ aspect: id, value: typed, last: seen, ...(reason === '' ? {} : { reason }) }];
  });
}

/** The aspects with what was typed into a form that was refused. */
export function withTyped(aspects: readonly SheetAspect[], form: SheetForm): readonly SheetAspect[] {
  return aspects.map((aspect) => ({
    ...aspect,
    typed: { value: form[`mark.${aspect.id}`] ?? '', reason: form[`reason.${aspect.id}`] ?? '' },
  }));
}

/** A refusal as lines that point at the fields of the form; `marks` as they were sent. */
export function formProblems(refusal: DomainError, marks: readonly MarkInput[], language: Language): readonly FormProblem[] {
  if (refusal.details.length === 0) return [{ field: null, text: problemMessage(language, refusal.code, refusal.params) }];
  return refusal.details.map(({ path, code, params }) => {
    const aspect = aspectOf(path);
    const text = aspect === null ? problemMessage(language, code, params) : message(language, 'sheet.unmarked', { aspect });
    return { field: fieldOf(path, marks), text };
  });
}

/** `marks.3.value` → `mark.A1`, `marks.3.reason` → `reason.A1`, `aspects.A1` → `mark.A1`. */
function fieldOf(path: string, marks: readonly MarkInput[]): string | null {
  const unmarked = aspectOf(path);
  if (unmarked !== null) return `mark.${unmarked}`;
  const [kind, which = '', part] = path.split('.');
  const aspect = marks[Number(which)]?.aspect;
  if (kind !== 'marks' || aspect === undefined) return null;
  return `${part === 'reason' ? 'reason' : 'mark'}.${aspect}`;
}

/** The aspect that has no mark yet, where the path names one: a sheet is only signed complete. */
function aspectOf(path: string): string | null {
  return path.startsWith('aspects.') ? path.slice('aspects.'.length) : null;
}
