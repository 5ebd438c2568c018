import { createHmac, timingSafeEqual } from 'node:crypto';

/** A secret of its own for one purpose, so that none of them opens what another closed. */
export function secretFor(secret: string, purpose: 'session cookies' | 'device cookies' | 'sign-in counters'): string {
  return createHmac('sha256', secret).update(`guildhall ${purpose}`).digest('base64url');
}

/** Whether two texts are equal, in a time that does not tell where they differ. */
export function isEqual(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
