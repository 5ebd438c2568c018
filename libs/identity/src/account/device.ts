import { createHmac, randomBytes } from 'node:crypto';
import { isEqual } from './secrets.js';

const MOST_ACCOUNTS = 10;
const FORMAT = /^[A-Za-z0-9_-]{16}(\.[A-Za-z0-9_-]{22}){1,10}$/;

/**
 * A device on which an account has signed in before. Guesses from elsewhere cannot use up its attempts, so the owner still gets in
 * while somebody guesses. The cookie is a random name of the device and one signature for each account that signed in there.
 * Source: OWASP, "Slow Down Online Guessing Attacks with Device Cookies".
 */
export type Device = { readonly id: string; readonly signatures: readonly string[] };

export function deviceIn(value: string | null): Device | null {
  if (value === null || !FORMAT.test(value)) return null;
  const [id = '', ...signatures] = value.split('.');
  return { id, signatures };
}

/** Whether the account has signed in on this device. */
export function isKnownTo(device: Device, account: string, secret: string): boolean {
  const expected = signatureOf(device.id, account, secret);
  return device.signatures.some((signature) => isEqual(signature, expected));
}

/** The cookie's value after the account has signed in, the newest account first. */
export function withAccount(device: Device | null, account: string, secret: string): string {
  const id = device?.id ?? randomBytes(12).toString('base64url');
  const own = signatureOf(id, account, secret);
  const others = (device?.signatures ?? []).filter((signature) => signature !== own);
  return [id, own, ...others.slice(0, MOST_ACCOUNTS - 1)].join('.');
}

function signatureOf(id: string, account: string, secret: string): string {
  return createHmac('sha256', secret).update(`${id} ${account}`).digest().subarray(0, 16).toString('base64url');
}
