import { expect, it } from '@jest/globals';
import { dayIn } from './calendar.rules.js';

it.each([
  ['Asia/Shanghai', '2026-11-22T15:59:59.999Z', '2026-11-22'],
  ['Asia/Shanghai', '2026-11-22T16:00:00.000Z', '2026-11-23'],
  ['Asia/Urumqi', '2026-12-31T18:00:00.000Z', '2027-01-01'],
  ['UTC', '2026-01-05T00:00:00.000Z', '2026-01-05'],
])('in %s the instant %s is on %s', (timeZone, instant, day) => {
  expect(dayIn(timeZone, instant)).toBe(day);
});
