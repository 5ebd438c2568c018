export const competitionProblems = {
  COMPETITION_SLUG_TAKEN: {
    'zh-CN': '网址名“{slug}”已被另一项竞赛使用，请换一个。',
    en: 'Another competition already uses the address “{slug}”. Choose another one.',
  },
  COMPETITION_CANNOT_MOVE: {
    'zh-CN': '竞赛当前的状态不允许这一步。',
    en: 'The competition is not at a stage where this can be done.',
  },
  COMPETITION_NOT_OPEN: {
    'zh-CN': '竞赛尚未开放或已经结束，请先开放竞赛。',
    en: 'The competition is not open. Open it first.',
  },
  DATES_REVERSED: { 'zh-CN': '结束日期早于开始日期。', en: 'The last day is before the first day.' },
  DAY_INVALID: { 'zh-CN': '日期应写作 2026-09-01，且须存在。', en: 'Write a day that exists, as 2026-09-01.' },
  TIME_ZONE_UNKNOWN: {
    'zh-CN': '没有“{timeZone}”这个时区，例如应写 Asia/Shanghai。',
    en: 'There is no time zone “{timeZone}”; write for example Asia/Shanghai.',
  },
  TEXT_NOT_DRAWABLE: {
    'zh-CN': '“{characters}”在证书字体中没有字形，无法印制。',
    en: 'The certificate’s typeface has no glyph for “{characters}”.',
  },
  COMPETITION_SLUG_INVALID: {
    'zh-CN': '网址名只能用小写字母、数字和连字符，长度 2 到 60。',
    en: 'An address has 2 to 60 small letters, digits and single hyphens.',
  },
  SKILL_CODE_TAKEN: { 'zh-CN': '本竞赛已有代码为“{code}”的赛项。', en: 'This competition already has a skill with the code “{code}”.' },
  SKILL_CODE_INVALID: {
    'zh-CN': '赛项代码只能用字母、数字和连字符，最多 20 个。',
    en: 'A skill’s code has at most 20 letters, digits and hyphens and begins with a letter or digit.',
  },
  SKILL_CANNOT_MOVE: {
    'zh-CN': '赛项当前所处的阶段不允许这一步。',
    en: 'The skill is not at a stage where this step can be taken.',
  },
  SKILL_NOT_EDITABLE: {
    'zh-CN': '赛项已过可以修改的阶段，此项不能再改。',
    en: 'The skill is past the stage where this could be changed.',
  },
  REOPEN_NEEDS_REASON: { 'zh-CN': '重新开放打分须写明理由。', en: 'Give the reason for reopening the marking.' },
  SAME_PERSON: {
    'zh-CN': '这一步必须由另一个人完成：上一步是您做的。',
    en: 'Someone else must do this: you did the step before.',
  },
  ROUND_POSITION_TAKEN: { 'zh-CN': '已有第 {position} 轮。', en: 'There is already a round {position}.' },
  REGISTRATION_NOT_OPEN: {
    'zh-CN': '赛项现在不在报名阶段。',
    en: 'The skill is not open for registration now.',
  },
  REGISTRATION_CLOSED: {
    'zh-CN': '报名已经截止。',
    en: 'Registration has closed.',
  },
  ENTRIES_LIMIT_REACHED: {
    'zh-CN': '每个单位在本赛项最多报 {limit} 个，贵单位名额已满。',
    en: 'An organisation may enter at most {limit} in this skill; yours has used them all.',
  },
  ENTRY_DUPLICATE: {
    'zh-CN': '{name}已在本赛项报名，参赛号 {bib}。',
    en: '{name} is already entered in this skill with number {bib}.',
  },
  ENTRY_NEEDS_ONE_PERSON: { 'zh-CN': '个人参赛须且只须填一名参赛者。', en: 'An individual entry has exactly one person.' },
  ENTRY_NEEDS_MEMBERS: {
    'zh-CN': '团体参赛须填 1 到 50 名队员，不得重复。',
    en: 'A team has 1 to 50 members, each named once.',
  },
  ENTRY_NOT_WITHDRAWABLE: {
    'zh-CN': '此参赛已退赛、缺席或取消资格，不能再退赛。',
    en: 'This entry has already withdrawn, did not come or was disqualified.',
  },
  ENTRY_LIST_FAULTY: {
    'zh-CN': '名单有 {count} 处错误，全部未导入。请更正后重新导入。',
    en: '{count} {count|thing is|things are} wrong in the list, and nothing was imported. Correct and import again.',
  },
  BIB_TAKEN: { 'zh-CN': '参赛号 {bib} 已被使用。', en: 'Number {bib} is already taken.' },
  BIBS_EXHAUSTED: { 'zh-CN': '本赛项的参赛号已用完。', en: 'This skill has no entry numbers left.' },
  PANEL_CODE_TAKEN: { 'zh-CN': '本赛项已有代码为“{code}”的裁判组。', en: 'This skill already has a panel with the code “{code}”.' },
  PANEL_NEEDS_SEATS: {
    'zh-CN': '裁判组须有 1 到 60 个席位，席位名不得重复。',
    en: 'A panel has 1 to 60 seats, each named once, with at most 20 characters.',
  },
  JUDGE_SEATED_TWICE: {
    'zh-CN': '此裁判已坐本组的 {seat} 席。',
    en: 'This judge already holds seat {seat} of the panel.',
  },
} as const;
