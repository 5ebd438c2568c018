import { createHmac } from 'node:crypto';
import { isEqual } from './secrets.js';

/** Longer headers are not looked at: ours need less than a tenth of it. */
const LONGEST_HEADER = 16_384;

/** The value of a cookie in a `Cookie` header, decoded; null when it is not there or cannot be decoded. */
export function cookieIn(header: string | undefined, name: string): string | null {
  if (header === undefined || header.length > LONGEST_HEADER) return null;
  for (const part of header.split(';')) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === name) return decoded(part.slice(at + 1).trim());
  }
  return null;
}

/** The name under which the browser keeps the session; https gives it a prefix that only https may write. */
export function sessionCookieName(publicUrl: string): string {
  return `${publicUrl.startsWith('https:') ? '__Secure-' : ''}guildhall.session_token`;
}

/** The session token in the cookie, null unless our signature stands behind it. The format is better-auth's: `token.base64(HMAC-SHA256)`. */
export function signedToken(value: string | null, secret: string): string | null {
  if (value === null) return null;
  const dot = value.lastIndexOf('.');
  if (dot < 1) return null;
  const token = value.slice(0, dot);
  const signature = createHmac('sha256', secret).update(token).digest('base64');
  return isEqual(value.slice(dot + 1), signature) ? token : null;
}

function decoded(value: string): string | null {
  try {
    return decodeURIComponent(value);
  } catch {
    return null;
  }
}
