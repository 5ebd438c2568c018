export const LANGUAGES = ['zh-CN', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** A name in both languages; Chinese is required, English may be missing and then falls back visibly to the Chinese. */
export type LocalizedText = { readonly 'zh-CN': string; readonly en?: string };

/** The text in the wished language and the language it really is in. */
export function textIn(text: LocalizedText, language: Language): { readonly text: string; readonly language: Language } {
  const wished = text[language];
  return wished ? { text: wished, language } : { text: text['zh-CN'], language: 'zh-CN' };
}
