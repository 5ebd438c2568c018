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
  SCORING_ORDINAL_NEEDS_DECISION: {
    'zh-CN': '名次不并列时，并列须以裁定结束（decide）',
    en: 'Where ranks are not shared, ties must end in a decision (decide)',
  },
  SCORING_PLACES_NEED_SCALE: { 'zh-CN': '按标准分排名次，但规则没有标准分', en: 'Places are by scale, but the rules have no scale' },
  SCORING_MEDALS_NEED_SCALE: { 'zh-CN': '该奖牌规则需要标准分', en: 'This medal rule needs a scale' },
  SCORING_SCALE_NEEDS_MARKED_TEAMS: {
    'zh-CN': '标准分不能用于由队员成绩合成的团队',
    en: 'The scale cannot be used where teams are scored by their members',
  },
  SCORING_WORTH_OUTSIDE_ASPECT: {
    'zh-CN': '只有评分点才有配分，此处不能按配分折算',
    en: 'Only aspects have a worth; a share of it cannot stand here',
  },
  SCORING_CAPS_CROSS: { 'zh-CN': '下限高于上限', en: 'The lower bound is above the upper one' },
  SCORING_CAP_WITHOUT_BOUND: { 'zh-CN': '封顶步骤须有上限或下限', en: 'A cap needs a lower or an upper bound' },
  SCORING_ASPECT_WITHOUT_WORTH: {
    'zh-CN': '规则按配分折算，但评分点 {id} 没有配分',
    en: 'The rule takes a share of the worth, but aspect {id} has none',
  },
  SCORING_MEMBERS_NOT_SCORED: {
    'zh-CN': '按这些规则，只有由队员成绩合成的团队才列出队员',
    en: 'Under these rules only teams scored by their members list members',
  },
  SCORING_TEAM_HAS_NO_MARKS: {
    'zh-CN': '团队成绩由队员合成，不能另有分数',
    en: 'The team is scored by its members and has no marks of its own',
  },
  SCORING_TOO_MANY_FLAWS: { 'zh-CN': '错误超过 {max} 处，其余未列出', en: 'More than {max} flaws; the rest is not listed' },
} as const;
