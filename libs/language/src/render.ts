import { intlLocale, type Language } from './language.js';

/** One text in both languages; `{name}` is replaced by a parameter, `{count|mark|marks}` by the word that fits the number. */
export type Message = { readonly [L in Language]: string };

/** Key → message: what every file of this room holds. */
export type Messages = Readonly<Record<string, Message>>;

export type MessageParams = Readonly<Record<string, string | number>>;

const PLACEHOLDER = /\{([A-Za-z][A-Za-z0-9]*)(?:\|([^|{}]*)\|([^|{}]*))?\}/g;

/** The names of the parameters that a text asks for, each once, sorted. */
export function placeholdersOf(text: string): readonly string[] {
  return [...new Set([...text.matchAll(PLACEHOLDER)].flatMap(([, name]) => (name === undefined ? [] : [name])))].sort();
}

/**
 * Fills the placeholders of a text. A parameter that is not given stays visible as `{name}`;
 * under a test it throws, so that no page ships with a hole.
 */
export function fill(text: string, language: Language, params: MessageParams): string {
  return text.replace(PLACEHOLDER, (whole, name: string, one?: string, other?: string) => {
    const value = params[name];
    if (value === undefined) return missing(`Message "${text}" needs the parameter "${name}"`, whole);
    if (one === undefined || other === undefined) return String(value);
    return new Intl.PluralRules(intlLocale(language)).select(Number(value)) === 'one' ? one : other;
  });
}

/** A test must not pass over a hole in the catalogue; a person must not lose a page for one. */
export function missing(complaint: string, shown: string): string {
  if ('describe' in globalThis && 'expect' in globalThis) throw new Error(complaint);
  return shown;
}
