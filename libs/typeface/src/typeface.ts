import { createRequire } from 'node:module';
import { type FontFile, readFontFile } from './font-file.js';

const resolve = createRequire(import.meta.url).resolve;
const NOTO_SERIF_SC = '@expo-google-fonts/noto-serif-sc';

/** The typeface of every document we print: all 8,105 standard characters 通用规范汉字表 and 22,000 more. */
export const TYPEFACE = {
  family: 'Noto Serif SC',
  /** TrueType files, `glyf` outlines: the only kind that subsets fast and small. */
  files: {
    regular: resolve(`${NOTO_SERIF_SC}/400Regular/NotoSerifSC_400Regular.ttf`),
    bold: resolve(`${NOTO_SERIF_SC}/700Bold/NotoSerifSC_700Bold.ttf`),
  },
} as const;

let fonts: readonly FontFile[] | null = null;

/** True when every weight we print in draws the character. The files are looked at once, at the first question. */
export function isDrawable(codePoint: number): boolean {
  fonts ??= Object.values(TYPEFACE.files).map(readFontFile);
  return fonts.every((font) => font.draws(codePoint));
}

/** The characters of a text that would print as a box or a blank, each once, in order of appearance. */
export function undrawableIn(text: string): readonly string[] {
  return [...new Set(text)].filter((character) => !isDrawable(character.codePointAt(0) ?? 0));
}
