export const toolProblems = {
  FILE_UNREADABLE: { 'zh-CN': '无法读取文件 {file}。', en: 'The file {file} cannot be read.' },
  FILE_NOT_JSON: { 'zh-CN': '文件 {file} 不是有效的 JSON。', en: 'The file {file} is not valid JSON.' },
  FILE_KIND_UNKNOWN: {
    'zh-CN': '文件 {file} 既不是竞赛数据包，也不是公布的成绩文件。',
    en: 'The file {file} is neither a competition package nor a published result document.',
  },
  ARGUMENTS_WRONG: { 'zh-CN': '用法：npm run guildhall -- {usage}', en: 'Usage: npm run guildhall -- {usage}' },
  TENANT_UNCLEAR: {
    'zh-CN': '本系统有多个工会，请用 --tenant 指明（例如 --tenant jianghai）。',
    en: 'This installation has several unions, or none: say which with --tenant, for example --tenant jianghai.',
  },
  SKILL_UNKNOWN: {
    'zh-CN': '没有赛项 {skill}；应写作 竞赛网址名/赛项代码，例如 zhigong-9/welding。',
    en: 'There is no skill {skill}; write COMPETITION/SKILL, for example zhigong-9/welding.',
  },
  DEMO_NOT_IN_PRODUCTION: { 'zh-CN': '生产环境不添加演示数据。', en: 'The demo is never added in production.' },
} as const;
