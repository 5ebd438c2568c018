import { DomainError } from '#kernel';

/** What a person types to sign in. */
export type AccountName = { readonly kind: 'email'; readonly value: string } | { readonly kind: 'username'; readonly value: string };

const EMAIL = /^[^\s@]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+$/;
const USERNAME = /^[a-z0-9][a-z0-9._-]{2,59}$/;

export const SHORTEST_PASSWORD = 10;
export const LONGEST_PASSWORD = 128;

/** Lower case, half-width, without spaces around. Null for what can be no account's name. */
export function readAccountName(text: string): AccountName | null {
  if (text.length > 200 || /\p{Cc}/u.test(text.trim())) return null;
  const value = text.normalize('NFKC').trim().toLowerCase();
  if (EMAIL.test(value)) return { kind: 'email', value };
  return USERNAME.test(value) ? { kind: 'username', value } : null;
}

/** Throws PASSWORD_TOO_SHORT, PASSWORD_TOO_LONG, PASSWORD_TOO_COMMON. Length counts; no rule of mixed characters. */
export function checkPassword(password: string, name: string): void {
  const length = [...password].length;
  if (length < SHORTEST_PASSWORD) throw new DomainError('PASSWORD_TOO_SHORT', { min: SHORTEST_PASSWORD });
  if (length > LONGEST_PASSWORD) throw new DomainError('PASSWORD_TOO_LONG', { max: LONGEST_PASSWORD });
  const folded = password.toLowerCase();
  const isPattern = new Set(folded).size < 4 || COMMON.some((part) => folded.replaceAll(part, '').length < 4);
  if (isPattern || folded === name || folded === name.split('@')[0]) throw new DomainError('PASSWORD_TOO_COMMON');
}

/** A password that consists of little more than one of these is among the first to be guessed. */
const COMMON = [
  '1234567890',
  '0123456789',
  '0987654321',
  'password',
  'qwertyuiop',
  'qwerty',
  'woaini',
  '123456',
  'abc123',
  'admin',
  '5201314',
  '666666',
  '888888',
  'iloveyou',
] as const;
