/** Flaws of schemes, rule sets and packages. Those of single marks stand with the marking room, which shows them to judges. */
export const scoringProblems = {
  SCORING_WRONG_TYPE: { 'zh-CN': '这里应为：{expected}', en: 'Expected here: {expected}' },
  SCORING_UNKNOWN_KEY: { 'zh-CN': '不认识的字段“{key}”', en: 'Unknown field "{key}"' },
  SCORING_MISSING_KEY: { 'zh-CN': '缺少字段“{key}”', en: 'The field "{key}" is missing' },
  SCORING_NOT_A_CHOICE: { 'zh-CN': '只能是以下之一：{choices}', en: 'Must be one of: {choices}' },
  SCORING_NOT_A_DECIMAL: { 'zh-CN': '应为小数，例如 "8.50"（加引号）', en: 'Must be a decimal in quotes, such as "8.50"' },
  SCORING_NOT_A_TEXT: { 'zh-CN': '文字为空或含有不可用的字符', en: 'The text is empty or has characters that cannot be used' },
  SCORING_NOT_A_TIME: { 'zh-CN': '日期或时间不存在或格式不对', en: 'There is no such date or time, or it is written differently' },
  SCORING_OUT_OF_RANGE: { 'zh-CN': '应在 {min} 到 {max} 之间', en: 'Must be from {min} to {max}' },
  SCORING_WRONG_LENGTH: { 'zh-CN': '长度应在 {min} 到 {max} 之间', en: 'The length must be from {min} to {max}' },
  SCORING_WRONG_ID: { 'zh-CN': '编号应为 {expected}', en: 'The id must be {expected}' },
  SCORING_DUPLICATE: { 'zh-CN': '“{id}”重复出现', en: '"{id}" appears twice' },
  SCORING_UNKNOWN_REFERENCE: { 'zh-CN': '找不到“{id}”', en: 'There is no "{id}"' },
  SCORING_SUM_DIFFERS: {
    'zh-CN': '标明 {declared} 分，各评分点合计 {found} 分',
    en: 'Declared {declared}, but the aspects add up to {found}',
  },
  SCORING_NO_RULE: { 'zh-CN': '没有适用于“{id}”的规则', en: 'No rule applies to "{id}"' },
  SCORING_RULES_CONFLICT: { 'zh-CN': '规则相互矛盾：{rule}', en: 'The rules contradict each other: {rule}' },
  SCORING_TOO_MANY_FLAWS: { 'zh-CN': '错误超过 {max} 处，其余未列出', en: 'More than {max} flaws; the rest is not listed' },
} as const;
