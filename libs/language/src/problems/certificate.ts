export const certificateProblems = {
  CERTIFICATE_NOT_DRAWABLE: {
    'zh-CN': '证书上的“{characters}”（{codePoints}）在字体中没有字形，无法印制。请先更正后再颁发。',
    en: 'The certificate has no glyph for “{characters}” ({codePoints}) and was not made. Correct the text, then issue it.',
  },
  CERTIFICATE_TEXT_TOO_LONG: {
    'zh-CN': '证书上的一行文字（{line}）太长，用最小的字号也排不下。请缩短后再颁发。',
    en: 'A line of the certificate ({line}) is too long even in the smallest type. Shorten it, then issue it.',
  },
  CERTIFICATE_RESULTS_NOT_FINAL: {
    'zh-CN': '成绩尚未最终公布，还不能颁发证书。',
    en: 'The results are not final yet, so certificates cannot be issued.',
  },
  CERTIFICATE_RESULTS_REPLACED: {
    'zh-CN': '该成绩已被第 {number} 次公布取代，请按最新公布的成绩颁发证书。',
    en: 'These results have been replaced by publication {number}. Issue certificates from the newest publication.',
  },
  CERTIFICATE_CANNOT_CHANGE: {
    'zh-CN': '证书当前状态（{from}）不允许改为“{to}”。',
    en: 'A certificate that is {from} cannot become {to}.',
  },
  CERTIFICATE_REASON_REQUIRED: {
    'zh-CN': '请写明理由（最多 {max} 个字）。理由会显示给查验证书的人。',
    en: 'Give the reason (at most {max} characters). It is shown to whoever verifies the certificate.',
  },
  RESULT_CORRECTED: {
    'zh-CN': '成绩已更正并重新公布，本证书随之作废，以新证书为准。',
    en: 'The results were corrected and published anew; a new certificate takes the place of this one.',
  },
} as const;
