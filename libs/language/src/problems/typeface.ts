export const typefaceProblems = {
  NAME_REFUSED: {
    'zh-CN': '姓名“{name}”不能使用，请按下列提示更正。',
    en: 'The name “{name}” cannot be used; please correct what is listed.',
  },
  NAME_EMPTY: { 'zh-CN': '姓名不能为空。', en: 'The name is empty.' },
  NAME_TOO_LONG: { 'zh-CN': '姓名有 {length} 个字，最多 {max} 个。', en: 'The name has {length} characters; at most {max} are allowed.' },
  NAME_CHARACTER_NOT_DRAWABLE: {
    'zh-CN': '第 {place} 个字“{character}”（{codePoint}）在证书字体中没有字形，无法印制。',
    en: 'Character {place}, “{character}” ({codePoint}), has no glyph in the certificate’s typeface and could not be printed.',
  },
  NAME_CHARACTER_IS_RADICAL: {
    'zh-CN': '第 {place} 个字“{character}”（{codePoint}）是部首符号而不是汉字，应为“{proposal}”。',
    en: 'Character {place}, “{character}” ({codePoint}), is a radical, not a character; probably “{proposal}” is meant.',
  },
  NAME_CHARACTER_FOLDED: {
    'zh-CN': '第 {place} 个字“{character}”（{codePoint}）是兼容汉字，已改为“{unified}”，请核对。',
    en: 'Character {place}, “{character}” ({codePoint}), is a compatibility ideograph and became “{unified}”; please check.',
  },
  NAME_CHARACTER_INVISIBLE: {
    'zh-CN': '第 {place} 个字符（{codePoint}）不可见，已删除。',
    en: 'Character {place} ({codePoint}) is invisible and was removed.',
  },
} as const;
