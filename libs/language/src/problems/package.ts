export const packageProblems = {
  PACKAGE_INVALID: {
    'zh-CN': '竞赛数据包有 {count} 处错误，全部未导入。',
    en: '{count} {count|thing is|things are} wrong in the competition package; nothing was imported.',
  },
  PACKAGE_SKILL_EXISTS: {
    'zh-CN': '竞赛“{slug}”中已有赛项“{code}”，没有再次导入。',
    en: 'The competition “{slug}” already has the skill “{code}”; it was not imported again.',
  },
} as const;
