import { DomainError, type ProblemDetail } from '#kernel';
import { characterForRadical, isRadical } from './radicals.js';
import { isDrawable } from './typeface.js';
import './typeface.problems.js';

export type NameCheck = {
  /** The name to keep: NFC, single spaces, name dots folded to U+00B7, nothing invisible. */
  readonly name: string;
  /** Why the name cannot be taken; empty when it can. */
  readonly refusals: readonly ProblemDetail[];
  /** What was changed or looks odd; a person should look at it once. */
  readonly warnings: readonly ProblemDetail[];
  /** The name with each mistaken radical replaced, when that alone would make it acceptable. */
  readonly proposal: string | null;
};

/** Characters, counted as code points. */
const LONGEST_NAME = 60;
/** UTF-16 units past which a text is not even looked at as a name. */
const LONGEST_TEXT = 1_000;

const DOTS = /[\u2022\u2024\u2027\u2219\u22c5\u2e31\u30fb\ua78f\ufe52\uff0e\uff65]/gu;
/** A full stop between two Chinese characters is a name dot typed on another keyboard. */
const STOP_BETWEEN_HAN = /(?<=\p{Script=Han}\s*)[.。](?=\s*\p{Script=Han})/gu;
/** What pastes along with names unseen: zero-width spaces, marks of direction, line ends, selectors of a variant. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Variation_Selector}]/gu;

/**
 * Looks at a person's name before it is stored, so that no certificate meets a character it cannot draw.
 *
 * @param path where the name stood (`rows.12.name`, `Sheet1!C12`): every finding carries it
 * @returns findings with `character`, `codePoint` (`U+4E00`) and `place` (from 1, in characters); never throws
 *
 * NFC turns compatibility ideographs (U+F900–FAFF, U+2F800–2FA1F) into the unified character: the warning says what became what.
 */
export function checkNameGlyphs(name: string, path = 'name'): NameCheck {
  if (name.length > LONGEST_TEXT) return { name: shown(name), refusals: [tooLong(name.length, path)], warnings: [], proposal: null };
  const warnings = [...foldedIn(name, path), ...invisibleIn(name, path)];
  const kept = cleaned(name);
  const refusals = refusalsOf(kept, path);
  const proposal = kept.replace(/[\u2e80-\u2fdf]/gu, (radical) => characterForRadical(radical) ?? radical);
  const isCured = refusals.length > 0 && refusalsOf(proposal, path).length === 0;
  return { name: kept, refusals, warnings, proposal: isCured ? proposal : null };
}

/** The name to keep. Throws NAME_REFUSED with one detail a character when it cannot be printed. */
export function printableName(name: string, path = 'name'): string {
  const check = checkNameGlyphs(name, path);
  if (check.refusals.length > 0) throw new DomainError('NAME_REFUSED', { name: shown(check.name) }, check.refusals);
  return check.name;
}

/** `U+4E00`, as Unicode writes it. */
export function codePointOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

function cleaned(name: string): string {
  return name
    .replace(/[\t\n\r]/g, ' ')
    .replace(INVISIBLE, '')
    .normalize('NFC')
    .replace(DOTS, '·')
    .replace(STOP_BETWEEN_HAN, '·')
    .replace(/\p{Zs}+/gu, ' ')
    .replace(/ ?· ?/g, '·')
    .trim();
}

function refusalsOf(name: string, path: string): readonly ProblemDetail[] {
  const characters = [...name];
  if (characters.length === 0) return [{ path, code: 'NAME_EMPTY' }];
  if (characters.length > LONGEST_NAME) return [tooLong(characters.length, path)];
  return characters.flatMap((character, index) => refusalOf(character, index + 1, path));
}

function tooLong(length: number, path: string): ProblemDetail {
  return { path, code: 'NAME_TOO_LONG', params: { length, max: LONGEST_NAME } };
}

function refusalOf(character: string, place: number, path: string): readonly ProblemDetail[] {
  const codePoint = character.codePointAt(0) ?? 0;
  const params = { character, codePoint: codePointOf(character), place };
  if (isRadical(codePoint)) {
    return [{ path, code: 'NAME_CHARACTER_IS_RADICAL', params: { ...params, proposal: characterForRadical(character) ?? '?' } }];
  }
  // A private-use character looks different on every machine, whatever our font happens to draw.
  const isPrivate = /\p{Co}|\p{Cs}|\p{Cn}/u.test(character);
  return isPrivate || !isDrawable(codePoint) ? [{ path, code: 'NAME_CHARACTER_NOT_DRAWABLE', params }] : [];
}

function foldedIn(name: string, path: string): readonly ProblemDetail[] {
  return [...name].flatMap((character, index) => {
    const codePoint = character.codePointAt(0) ?? 0;
    const isCompatibility = (codePoint >= 0xf900 && codePoint <= 0xfaff) || (codePoint >= 0x2f800 && codePoint <= 0x2fa1f);
    const unified = character.normalize('NFC');
    if (!isCompatibility || unified === character) return [];
    return [{ path, code: 'NAME_CHARACTER_FOLDED', params: { character, codePoint: codePointOf(character), place: index + 1, unified } }];
  });
}

function invisibleIn(name: string, path: string): readonly ProblemDetail[] {
  return [...name.trim()].flatMap((character, index) =>
    character.replace(INVISIBLE, '') === ''
      ? [{ path, code: 'NAME_CHARACTER_INVISIBLE', params: { codePoint: codePointOf(character), place: index + 1 } }]
      : [],
  );
}

function shown(name: string): string {
  return [...name.slice(0, 2 * LONGEST_NAME)].slice(0, LONGEST_NAME).join('');
}
