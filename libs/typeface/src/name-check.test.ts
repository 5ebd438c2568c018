import { describe, expect, it } from '@jest/globals';
import { checkNameGlyphs, printableName } from './index.js';

describe('checkNameGlyphs', () => {
  it.each([
    '张伟',
    '欧阳娜娜',
    '买买提·吐尔逊',
    '陈𬀩',
    '李㛃',
    '喆',
    '犇',
    '王堃',
    '䶮',
    'Anne-Sophie Müller',
    'Nguyễn Văn An',
    '扎西顿珠',
  ])('takes %s as it is', (name) => {
    expect(checkNameGlyphs(name)).toEqual({ name, refusals: [], warnings: [], proposal: null });
  });

  it.each([
    ['a bullet', '买买提•吐尔逊'],
    ['a hyphenation point', '买买提‧吐尔逊'],
    ['a katakana dot', '买买提・吐尔逊'],
    ['a half-width katakana dot', '买买提･吐尔逊'],
    ['a Greek ano teleia', '买买提\u0387吐尔逊'],
    ['a full stop', '买买提.吐尔逊'],
    ['a full-width full stop', '买买提．吐尔逊'],
    ['a Chinese full stop', '买买提。吐尔逊'],
    ['a dot with spaces', ' 买买提 · 吐尔逊 '],
  ])('folds %s to the name dot', (_, name) => {
    expect(checkNameGlyphs(name)).toMatchObject({ name: '买买提·吐尔逊', refusals: [], proposal: null });
  });

  it('leaves the full stop of an initial alone', () => {
    expect(checkNameGlyphs('J. Smith').name).toBe('J. Smith');
  });

  it('refuses a character that no font of ours draws, with its row, place and code point', () => {
    // U+3106C is in CJK Extension H.
    expect(checkNameGlyphs('王\u{3106c}', 'rows.12.name').refusals).toEqual([
      { path: 'rows.12.name', code: 'NAME_CHARACTER_NOT_DRAWABLE', params: { character: '\u{3106c}', codePoint: 'U+3106C', place: 2 } },
    ]);
  });

  it.each([
    ['private use', '王\ue863', 'U+E863'],
    ['an emoji', '王😀', 'U+1F600'],
    ['half a surrogate pair', '王\ud83d', 'U+D83D'],
    ['a replacement for what was lost', '王\ufffd', 'U+FFFD'],
  ])('refuses %s', (_, name, codePoint) => {
    expect(checkNameGlyphs(name).refusals).toMatchObject([{ code: 'NAME_CHARACTER_NOT_DRAWABLE', params: { codePoint } }]);
  });

  it('proposes the character for which a radical was mistaken', () => {
    expect(checkNameGlyphs('⻢⽅')).toMatchObject({
      proposal: '马方',
      refusals: [
        { code: 'NAME_CHARACTER_IS_RADICAL', params: { character: '⻢', codePoint: 'U+2EE2', proposal: '马' } },
        { code: 'NAME_CHARACTER_IS_RADICAL', params: { character: '⽅', codePoint: 'U+2F45', proposal: '方' } },
      ],
    });
  });

  it('knows a proposal for all 214 Kangxi radicals', () => {
    const without = Array.from({ length: 214 }, (_, index) => String.fromCodePoint(0x2f00 + index)).filter(
      (radical) => checkNameGlyphs(radical).proposal === null,
    );
    expect(without).toEqual([]);
  });

  it('warns when a compatibility ideograph becomes the unified character', () => {
    expect(checkNameGlyphs('\uf9d1小明')).toMatchObject({
      name: '六小明',
      refusals: [],
      warnings: [{ code: 'NAME_CHARACTER_FOLDED', params: { codePoint: 'U+F9D1', unified: '六', place: 1 } }],
    });
  });

  it('drops what pastes along unseen, and says so', () => {
    expect(checkNameGlyphs('\ufeff张\u200b伟\u202c\r\n')).toMatchObject({
      name: '张伟',
      refusals: [],
      warnings: [{ params: { codePoint: 'U+200B' } }, { params: { codePoint: 'U+202C' } }],
    });
  });

  it('composes letters and accents', () => {
    expect(checkNameGlyphs('Mu\u0308ller').name).toBe('Müller');
  });

  it.each([
    ['nothing', '', 'NAME_EMPTY'],
    ['only spaces', ' \u3000\t', 'NAME_EMPTY'],
    ['a paragraph', '张'.repeat(61), 'NAME_TOO_LONG'],
    ['a book', '张 .'.repeat(3_000_000), 'NAME_TOO_LONG'],
  ])('refuses %s for a name', (_, name, code) => {
    expect(checkNameGlyphs(name).refusals).toMatchObject([{ code }]);
  });

  it('counts a rare character as one', () => {
    expect(checkNameGlyphs('𬀩'.repeat(60)).refusals).toEqual([]);
  });
});

describe('printableName', () => {
  it('gives the cleaned name or throws with what is wrong', () => {
    expect(printableName(' 买买提•吐尔逊')).toBe('买买提·吐尔逊');
    expect(() => printableName('⻢云', 'Sheet1!C12')).toThrow(
      expect.objectContaining({
        code: 'NAME_REFUSED',
        params: { name: '⻢云' },
        details: [expect.objectContaining({ path: 'Sheet1!C12', code: 'NAME_CHARACTER_IS_RADICAL' })],
      }),
    );
  });
});
