/** What can be wrong in a registration list; the cell stands beside the message. */
export const entryListProblems = {
  ENTRY_LIST_TOO_LONG: { 'zh-CN': '名单太长：一次最多 {limit} 行。', en: 'The list is too long: {limit} rows at most.' },
  ENTRY_KIND_UNKNOWN: {
    'zh-CN': '参赛形式应为“个人”或“团队”，实际是“{found}”。',
    en: 'The kind must be “person” or “team”, not “{found}”.',
  },
  ENTRY_STATUS_UNKNOWN: {
    'zh-CN': '身份应为“正式”或“打星”，实际是“{found}”。',
    en: 'The status must be “official” or “guest”, not “{found}”.',
  },
  ENTRY_ORGANISATION_MISSING: { 'zh-CN': '缺少单位。', en: 'The organisation is missing.' },
  ENTRY_NAME_MISSING: { 'zh-CN': '缺少姓名或队名。', en: 'The name is missing.' },
  ENTRY_MEMBERS_UNEXPECTED: { 'zh-CN': '个人参赛不填队员。', en: 'A single competitor has no members.' },
  ENTRY_MEMBER_TWICE: { 'zh-CN': '队员“{name}”出现了两次。', en: 'The member “{name}” appears twice.' },
  ENTRY_BIB_INVALID: {
    'zh-CN': '参赛号应为 1 到 99999 的整数，实际是“{found}”。',
    en: 'A bib is a whole number from 1 to 99999, unlike “{found}”.',
  },
  ENTRY_BIB_TWICE: { 'zh-CN': '参赛号“{bib}”与第 {row} 行重复。', en: 'The bib “{bib}” is already in row {row}.' },
  ENTRY_ORGANISATION_UNKNOWN: {
    'zh-CN': '没有名称或代码为“{organisation}”的单位。',
    en: 'No organisation has the name or code “{organisation}”.',
  },
  ENTRY_ORGANISATION_AMBIGUOUS: {
    'zh-CN': '有多个单位叫“{organisation}”，请改填单位代码。',
    en: 'Several organisations are called “{organisation}”; give the code instead.',
  },
  ENTRY_TWICE: { 'zh-CN': '“{name}”（同一单位）与第 {row} 行重复。', en: '“{name}” of the same organisation is already in row {row}.' },
} as const;
