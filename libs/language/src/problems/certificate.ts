export const certificateProblems = {
  CERTIFICATE_NOT_DRAWABLE: {
    'zh-CN': '证书上的“{characters}”（{codePoints}）在字体中没有字形，无法印制。请先更正后再颁发。',
    en: 'The certificate has no glyph for “{characters}” ({codePoints}) and was not made. Correct the text, then issue it.',
  },
  CERTIFICATE_TEXT_TOO_LONG: {
    'zh-CN': '证书上的一行文字（{line}）太长，用最小的字号也排不下。请缩短后再颁发。',
    en: 'A line of the certificate ({line}) is too long even in the smallest type. Shorten it, then issue it.',
  },
} as const;
