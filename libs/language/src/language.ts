export const LANGUAGES = ['zh-CN', 'en'] as const;

/** The languages of the product. Chinese is the one without a prefix in addresses. */
export type Language = (typeof LANGUAGES)[number];

/** The locale that `Intl` is asked with. English dates are written 22 November 2026. */
export function intlLocale(language: Language): string {
  return language === 'en' ? 'en-GB' : 'zh-CN';
}

/** The language that an address stands for: `/en` and all beneath it is English, everything else Chinese. */
export function languageOfPath(path: string): Language {
  return path === '/en' || path.startsWith('/en/') ? 'en' : 'zh-CN';
}

/** The address of the same page in a language. `path` may be given in either. */
export function pathIn(language: Language, path: string): string {
  const bare = languageOfPath(path) === 'en' ? path.slice(3) || '/' : path;
  return language === 'en' ? (bare === '/' ? '/en' : `/en${bare}`) : bare;
}

/**
 * The language of an answer: the address decides where it is prefixed, then the person's own setting, then `Accept-Language`
 * by its weights; Chinese when nothing else fits. Pages that are cached by address alone must use `languageOfPath` instead.
 */
export function negotiateLanguage(path: string, acceptLanguage: string | null | undefined, setting: Language | null = null): Language {
  if (languageOfPath(path) === 'en') return 'en';
  if (setting !== null) return setting;
  return wishes(acceptLanguage ?? '').find((wish) => wish !== null) ?? 'zh-CN';
}

/** The languages of the header, the most wanted first; null for one that we do not speak. */
function wishes(header: string): readonly (Language | null)[] {
  return header
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', ...options] = part
        .trim()
        .toLowerCase()
        .split(/\s*;\s*/);
      const weight = Number(options.find((option) => option.startsWith('q='))?.slice(2) ?? 1);
      return { tag, weight: Number.isFinite(weight) ? weight : 0 };
    })
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => b.weight - a.weight)
    .map(({ tag }) => (/^zh\b/.test(tag) ? 'zh-CN' : /^en\b/.test(tag) ? 'en' : null));
}
