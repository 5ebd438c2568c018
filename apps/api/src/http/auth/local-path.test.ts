import { expect, it } from '@jest/globals';
import { localPath } from './local-path.js';

it.each(['/', '/judging', '/en/union/competitions/a?x=1#top', '/江海'])('goes on to %s', (path) => {
  expect(localPath(path)).toBe(encodeURI(path));
});

it.each([
  undefined,
  '',
  'judging',
  'https://evil.example/',
  '//evil.example/',
  '/a/../..//evil.example/',
  '/.//evil.example/',
  '/\\evil.example/',
  '/\t/evil.example/',
  '\\\\evil.example',
  'javascript:alert(1)',
  '/a\\..\\\\evil.example',
  '/a\r\nSet-Cookie: x=y',
  `/${'x'.repeat(2_000)}`,
])('goes nowhere for %j', (text) => {
  expect(localPath(text)).toBeNull();
});
