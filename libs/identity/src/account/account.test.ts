import { describe, expect, it } from '@jest/globals';
import { checkPassword, readAccountName } from './account.rules.js';
import { cookieIn, sessionCookieName, signedToken } from './cookies.js';
import { deviceIn, isKnownTo, withAccount } from './device.js';

describe('readAccountName', () => {
  it.each([
    ['Wang@Example.com ', 'email', 'wang@example.com'],
    ['Judge.One', 'username', 'judge.one'],
    ['ｊｕｄｇｅ１', 'username', 'judge1'],
  ] as const)('reads %s', (text, kind, value) => {
    expect(readAccountName(text)).toEqual({ kind, value });
  });

  it.each([
    '',
    'ab',
    'a b c',
    'a\u0000b@example.com',
    'a\u001bb@example.com',
    'no@host',
    '王小明',
    `${'x'.repeat(61)}`,
    'x'.repeat(1_000_000),
  ])('takes no other text', (text) => {
    expect(readAccountName(text)).toBeNull();
  });
});

describe('checkPassword', () => {
  it.each([
    ['nine char', 'PASSWORD_TOO_SHORT'],
    ['x'.repeat(129), 'PASSWORD_TOO_LONG'],
    ['password123', 'PASSWORD_TOO_COMMON'],
    ['aaaaaaaaaaaa', 'PASSWORD_TOO_COMMON'],
    ['Judge.Number.One', 'PASSWORD_TOO_COMMON'],
  ])('refuses %s', (password, code) => {
    expect(() => checkPassword(password, 'judge.number.one')).toThrow(expect.objectContaining({ code }));
  });

  it('takes a long sentence, Chinese too', () => {
    expect(() => checkPassword('correct horse battery', 'x')).not.toThrow();
    expect(() => checkPassword('江南好风景旧曾谙日出江花', 'x')).not.toThrow();
  });
});

describe('the session cookie', () => {
  // Worked by another hand: printf %s token | openssl dgst -sha256 -hmac secret -binary | base64
  const signed = 'token.6UERDj0r/oJiHw4+FDRzDXMF0QbF9oyHFl0LJ6RhGko=';

  it('is believed when we signed it', () => {
    expect(cookieIn(`a=b; guildhall.session_token=${encodeURIComponent(signed)}; c=d`, 'guildhall.session_token')).toBe(signed);
    expect(signedToken(signed, 'secret')).toBe('token');
  });

  it.each([null, '', 'token', 'token.', '.', `${signed}x`, `other${signed.slice(5)}`])('is not believed as %s', (value) => {
    expect(signedToken(value, 'secret')).toBeNull();
  });

  it('carries a prefix on https', () => {
    expect([sessionCookieName('http://x'), sessionCookieName('https://x')]).toEqual([
      'guildhall.session_token',
      '__Secure-guildhall.session_token',
    ]);
  });
});

describe('a device', () => {
  it('is known to the accounts that signed in on it, the last ten', () => {
    let value: string | null = null;
    for (let account = 0; account < 11; account += 1) value = withAccount(deviceIn(value), `account-${account}`, 'secret');
    const device = deviceIn(value);
    const known = Array.from({ length: 12 }, (_, account) => device !== null && isKnownTo(device, `account-${account}`, 'secret'));
    expect(known).toEqual([false, ...Array(10).fill(true), false]);
  });

  it('is not known under another secret or by another name', () => {
    const device = deviceIn(withAccount(null, 'judge', 'secret'));
    expect(device !== null && isKnownTo(device, 'judge', 'other')).toBe(false);
    expect(device !== null && isKnownTo({ ...device, id: 'A'.repeat(16) }, 'judge', 'secret')).toBe(false);
  });

  it.each([null, '', 'x', 'A'.repeat(16), `${'A'.repeat(16)}.${'B'.repeat(23)}`])('is not read from %s', (value) => {
    expect(deviceIn(value)).toBeNull();
  });
});
