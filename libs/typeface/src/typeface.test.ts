import { createRequire } from 'node:module';
import { describe, expect, it } from '@jest/globals';
import { readFontFile } from './font-file.js';
import { isDrawable, TYPEFACE, undrawableIn } from './index.js';

/** Every character of GB 2312, as its own encoding lists them: rows 16–55 and 56–87 are the 6,763 Chinese characters. */
function gb2312(): readonly string[] {
  const decoder = new TextDecoder('gb18030');
  const characters: string[] = [];
  for (let row = 0xb0; row <= 0xf7; row++) {
    for (let cell = 0xa1; cell <= 0xfe; cell++) characters.push(decoder.decode(new Uint8Array([row, cell])));
  }
  return characters.filter((character) => /^\p{Script=Han}$/u.test(character));
}

describe('the typeface', () => {
  it('draws all 6,763 Chinese characters of GB 2312 in every weight', () => {
    const characters = gb2312();
    expect(characters).toHaveLength(6_763);
    expect(undrawableIn(characters.join(''))).toEqual([]);
  });

  it('draws the rare names that the standard table added', () => {
    expect(undrawableIn('𬀩㛃喆犇堃䶮𬭎𫖮𬸪𬬮𫘜㵑')).toEqual([]);
  });

  it('has the same characters in both weights', () => {
    const [regular, bold] = Object.values(TYPEFACE.files).map(readFontFile);
    expect(regular?.size).toBeGreaterThan(30_000);
    expect(bold?.size).toBe(regular?.size);
  });

  it.each([
    ['the space', 0x20, true],
    ['the ideographic space', 0x3000, true],
    ['a null', 0, false],
    ['a noncharacter', 0xffff, false],
    ['beyond Unicode’s last plane', 0x10ffff, false],
    ['a character of Extension H', 0x3106c, false],
  ])('answers for %s', (_, codePoint, drawn) => {
    expect(isDrawable(codePoint)).toBe(drawn);
  });

  it('names each missing character once', () => {
    expect(undrawableIn('王😀😀明\ue863')).toEqual(['😀', '\ue863']);
  });

  it('refuses a file that is no font', () => {
    const notAFont = createRequire(import.meta.url).resolve('@expo-google-fonts/noto-serif-sc/package.json');
    expect(() => readFontFile(notAFont)).toThrow();
  });
});
