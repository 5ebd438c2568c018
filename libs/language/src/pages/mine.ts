/** The page of whoever is signed in. */
export const myPages = {
  'me.title': { 'zh-CN': '我的', en: 'My page' },
  'me.hello': { 'zh-CN': '您好，', en: 'Hello, ' },
  'me.roles': { 'zh-CN': '我的角色', en: 'My roles' },
  'me.noRoles': {
    'zh-CN': '您还没有角色。如有疑问，请找所在单位或竞赛组织者。',
    en: 'You have no role yet. Ask your organisation or the organiser.',
  },
  'me.otherTenants': { 'zh-CN': '您还属于', en: 'You also belong to' },

  'me.judging': { 'zh-CN': '我的评分', en: 'My marking' },
  'me.judgingEmpty': {
    'zh-CN': '现在没有分给您的评分单。评分开始后会出现在这里。',
    en: 'No sheets are assigned to you now. They appear here once marking begins.',
  },
  'me.sheetsOpen': { 'zh-CN': '未签 {count} 份', en: '{count} open' },
  'me.sheetsSigned': { 'zh-CN': '已签 {count} 份', en: '{count} signed' },
  'me.sheetsLocked': { 'zh-CN': '已锁定 {count} 份', en: '{count} locked' },
  'me.toSheets': { 'zh-CN': '打开评分单', en: 'Open my sheets' },
  'me.sheetsDone': { 'zh-CN': '都签了', en: 'All signed' },

  'me.entries': { 'zh-CN': '我的参赛', en: 'My entries' },
  'me.entriesEmpty': {
    'zh-CN': '您还没有参赛。报名由所在单位办理。',
    en: 'You have no entries yet. Your organisation enters you.',
  },
  'me.bib': { 'zh-CN': '参赛号 {bib}', en: 'Bib {bib}' },
  'me.myResult': { 'zh-CN': '看我的成绩', en: 'See my result' },

  'me.certificates': { 'zh-CN': '我的证书', en: 'My certificates' },
  'me.certificatesEmpty': {
    'zh-CN': '您还没有证书。最终结果公布后，获奖证书会出现在这里。',
    en: 'You have no certificates yet. Those for awards appear here after the final results.',
  },
  'me.certificateValid': { 'zh-CN': '有效', en: 'Valid' },
  'me.issuedOn': { 'zh-CN': '{date} 签发', en: 'Issued {date}' },
  'me.check': { 'zh-CN': '核验页', en: 'Public check page' },
  'me.pdf': { 'zh-CN': '下载 PDF', en: 'Download the PDF' },

  'me.enterprise': { 'zh-CN': '我单位的参赛', en: 'Entries of my organisation' },
  'me.enterpriseEmpty': {
    'zh-CN': '现在没有开放报名的赛项，您单位也没有参赛。',
    en: 'No skill takes registrations now, and your organisation has no entries.',
  },
  'me.entered': { 'zh-CN': '我单位 {count} 个参赛', en: '{count} {count|entry|entries} of ours' },
  'me.registrationOpen': { 'zh-CN': '报名开放', en: 'Registration is open' },
  'me.registrationUntil': { 'zh-CN': '{date} 截止报名', en: 'Registration closes {date}' },
  'me.enter': { 'zh-CN': '下一步：为职工报名', en: 'Next: enter your workers' },

  'me.competitions': { 'zh-CN': '我的竞赛', en: 'My competitions' },
  'me.competitionsEmpty': { 'zh-CN': '还没有由您办理的竞赛。', en: 'There are no competitions in your care yet.' },
  'me.noSkills': { 'zh-CN': '赛项尚未设置。', en: 'No skills have been set up yet.' },
  'me.done': { 'zh-CN': '最终结果已公布，没有待办。', en: 'The final results are published; nothing is left to do.' },
  'me.next': { 'zh-CN': '下一步：{step}', en: 'Next: {step}' },
  'me.byYou': { 'zh-CN': '由您办理', en: 'yours to do' },
  'me.byAnother': { 'zh-CN': '上一步是您办的，这一步须由另一人办理', en: 'you took the step before, so another person must take this one' },
  'me.byRole': { 'zh-CN': '等待：{role}', en: 'waiting for: {role}' },
  'me.apiOnly': {
    'zh-CN': '标有操作名的步骤目前还没有网页，要经 GraphQL 接口办理。',
    en: 'Steps with the name of an operation have no page yet: they are taken through the GraphQL API.',
  },
  'me.explorer': { 'zh-CN': '打开接口调试页', en: 'Open the API explorer' },
  'me.apiDocs': {
    'zh-CN': '接口说明见软件所附的 schema.graphql。',
    en: 'The API is described in the schema.graphql that comes with the software.',
  },

  'step.openCompetition': { 'zh-CN': '公开竞赛', en: 'open the competition' },
  'step.openRegistration': { 'zh-CN': '开放报名', en: 'open registration' },
  'step.openMarking': { 'zh-CN': '开始评分', en: 'begin marking' },
  'step.signSheets': { 'zh-CN': '评分并签字，还有 {count} 份', en: 'mark and sign {count} more {count|sheet|sheets}' },
  'step.lockMarks': { 'zh-CN': '锁定评分', en: 'lock the marks' },
  'step.confirmMarks': { 'zh-CN': '复核评分', en: 'confirm the marks' },
  'step.publishProvisional': { 'zh-CN': '公布暂定结果', en: 'publish provisional results' },
  'step.publishFinal': { 'zh-CN': '公布最终结果', en: 'publish final results' },
} as const;
