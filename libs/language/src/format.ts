import { intlLocale, type Language } from './language.js';

const DATE = { year: 'numeric', month: 'long', day: 'numeric' } as const;
const TIME = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
const STYLES = {
  date: { ...DATE },
  minute: { ...DATE, ...TIME },
  second: { ...DATE, ...TIME, second: '2-digit' },
} as const;

/** How exact a date is shown: the day, the minute or the second. */
export type DateStyle = keyof typeof STYLES;

const dateFormats = new Map<string, Intl.DateTimeFormat>();
const numberFormats = new Map<string, Intl.NumberFormat>();

/**
 * An instant as people write it, in the zone of the event; times name their zone in English, where readers may be elsewhere.
 * @param instant a Date or an ISO 8601 string; anything else is shown as it came
 */
export function formatDate(language: Language, instant: Date | string, style: DateStyle = 'minute', timeZone = 'Asia/Shanghai'): string {
  const date = typeof instant === 'string' ? new Date(instant) : instant;
  if (Number.isNaN(date.getTime())) return String(instant);
  const key = `${language} ${style} ${timeZone}`;
  let format = dateFormats.get(key);
  if (format === undefined) {
    const zone = language === 'en' && style !== 'date' ? ({ timeZoneName: 'short' } as const) : {};
    format = new Intl.DateTimeFormat(intlLocale(language), { ...STYLES[style], ...zone, timeZone });
    dateFormats.set(key, format);
  }
  return format.format(date);
}

/** Calendar days as people write them: one day, or a range that names the month and year once. */
export function formatDays(language: Language, from: string, to: string): string {
  const format = new Intl.DateTimeFormat(intlLocale(language), { ...DATE, timeZone: 'UTC' });
  const [first, last] = [new Date(`${from}T00:00:00Z`), new Date(`${to}T00:00:00Z`)];
  if (Number.isNaN(first.getTime()) || Number.isNaN(last.getTime())) return from === to ? from : `${from} – ${to}`;
  if (language !== 'zh-CN' || from === to) return format.formatRange(first, last);
  // Intl writes Chinese ranges with slashes; people write 2026年5月15日至18日.
  const [start, end] = [format.format(first), format.format(last)];
  const same = [/^\d+年\d+月/, /^\d+年/].map((part) => part.exec(start)?.[0] ?? '').find((part) => end.startsWith(part)) ?? '';
  return `${start}至${end.slice(same.length)}`;
}

/**
 * Points as people read them: at least `decimals` digits after the point, never fewer than the value has, no grouping.
 * @param points an exact decimal string such as `91.25`; it is never turned into a float, and anything else is shown as it came
 */
export function formatPoints(language: Language, points: string, decimals = 2): string {
  if (!isDecimal(points)) return points;
  const digits = Math.max(decimals, points.split('.')[1]?.length ?? 0);
  const key = `${language} ${digits}`;
  let format = numberFormats.get(key);
  if (format === undefined) {
    format = new Intl.NumberFormat(intlLocale(language), {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
      useGrouping: false,
    });
    numberFormats.set(key, format);
  }
  return format.format(points);
}

function isDecimal(value: string): value is `${number}` {
  return /^-?\d+(\.\d{1,20})?$/.test(value);
}
