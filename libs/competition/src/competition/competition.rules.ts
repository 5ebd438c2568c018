import { DomainError, type LocalizedText, type ProblemDetail } from '#kernel';
import { undrawableIn } from '#typeface';
import type { Competition, CompetitionStatus } from './competition.entity.js';

const NEXT: Readonly<Record<CompetitionStatus, readonly CompetitionStatus[]>> = {
  draft: ['open'],
  open: ['closed'],
  closed: ['open'],
};

const SLUG = /^[a-z0-9](-?[a-z0-9])*$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const LONGEST_TEXT = 200;

type Describable = Pick<Competition, 'slug' | 'name' | 'timeZone' | 'startsOn' | 'endsOn'>;

/** The competition with its new status. Throws COMPETITION_CANNOT_MOVE. */
export function moveCompetition<C extends { readonly status: CompetitionStatus }>(competition: C, to: CompetitionStatus): C {
  if (!NEXT[competition.status].includes(to)) throw new DomainError('COMPETITION_CANNOT_MOVE', { from: competition.status, to });
  return { ...competition, status: to };
}

/** Throws INVALID_INPUT with one detail a fault. */
export function checkCompetition(competition: Describable): void {
  const { slug, startsOn, endsOn, timeZone } = competition;
  const isSlug = slug.length >= 2 && slug.length <= 60 && SLUG.test(slug);
  refuseFaults([
    ...(isSlug ? [] : [{ path: 'slug', code: 'COMPETITION_SLUG_INVALID' }]),
    ...faultsOfText('name', competition.name),
    ...faultsOfDay('startsOn', startsOn),
    ...faultsOfDay('endsOn', endsOn),
    ...(endsOn < startsOn ? [{ path: 'endsOn', code: 'DATES_REVERSED' }] : []),
    ...(isTimeZone(timeZone) ? [] : [{ path: 'timeZone', code: 'TIME_ZONE_UNKNOWN', params: { timeZone } }]),
  ]);
}

/** What is wrong with a name in two languages: it must be there, be short and be printable. */
export function faultsOfText(path: string, text: LocalizedText): readonly ProblemDetail[] {
  return Object.entries(text).flatMap(([language, value]) => {
    const at = `${path}.${language}`;
    if (language === 'zh-CN' && value.trim() === '') return [{ path: at, code: 'REQUIRED' }];
    if (value.length > LONGEST_TEXT) return [{ path: at, code: 'TOO_LARGE' }];
    const characters = undrawableIn(value).join(' ');
    return characters === '' ? [] : [{ path: at, code: 'TEXT_NOT_DRAWABLE', params: { characters } }];
  });
}

/** Throws INVALID_INPUT when there are faults. */
export function refuseFaults(faults: readonly ProblemDetail[]): void {
  if (faults.length > 0) throw new DomainError('INVALID_INPUT', {}, faults);
}

/** Whether this is a day of the calendar, written `YYYY-MM-DD`. */
export function isDay(day: unknown): day is string {
  if (typeof day !== 'string' || !DAY.test(day)) return false;
  const instant = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(instant.valueOf()) && instant.toISOString().startsWith(day);
}

function faultsOfDay(path: string, day: string): readonly ProblemDetail[] {
  return isDay(day) ? [] : [{ path, code: 'DAY_INVALID' }];
}

function isTimeZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return true;
  } catch {
    return false;
  }
}
