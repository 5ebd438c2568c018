/** What can be wrong in a `CIS Marking Scheme Import` workbook; the cell stands beside the message. */
export const cisWorkbookProblems = {
  SCHEME_WORKBOOK_INVALID: {
    'zh-CN': '评分表有 {count} 处需要更正，没有导入任何内容。',
    en: 'The marking scheme has {count} {count|mistake|mistakes}; nothing has been imported.',
  },
  SCHEME_HEADER_WRONG: { 'zh-CN': '表头应为“{expected}”，实际是“{found}”。', en: 'The header must be “{expected}”, not “{found}”.' },
  SCHEME_REGION_MISSING: { 'zh-CN': '没有找到以“{expected}”开头的表头。', en: 'There is no header that begins with “{expected}”.' },
  SCHEME_ID_TWICE: { 'zh-CN': '“{id}”出现了两次。', en: '“{id}” appears twice.' },
  SCHEME_CRITERION_UNKNOWN: {
    'zh-CN': '标准“{id}”没有在上面的标准表中列出。',
    en: 'Criterion “{id}” is not in the list of criteria above.',
  },
  SCHEME_CRITERION_WITHOUT_BLOCK: { 'zh-CN': '标准“{id}”没有评分点。', en: 'Criterion “{id}” has no aspects.' },
  SCHEME_SUB_CRITERION_ORDER: {
    'zh-CN': '子标准应为“{expected}”，实际是“{found}”。',
    en: 'The sub-criterion must be “{expected}”, not “{found}”.',
  },
  SCHEME_SUB_CRITERION_EMPTY: { 'zh-CN': '子标准“{id}”没有评分点。', en: 'Sub-criterion “{id}” has no aspects.' },
  SCHEME_ASPECT_OUTSIDE: { 'zh-CN': '评分点不在任何子标准之内。', en: 'This aspect stands outside every sub-criterion.' },
  SCHEME_ASPECT_KIND: {
    'zh-CN': '评分点类型应为 M（测量）或 J（评价），实际是“{found}”。',
    en: 'The aspect type must be M (measurement) or J (judgement), not “{found}”.',
  },
  SCHEME_DESCRIPTION_MISSING: { 'zh-CN': '缺少说明。', en: 'The description is missing.' },
  SCHEME_REQUIREMENT_MISSING: { 'zh-CN': '测量评分点缺少要求。', en: 'A measurement needs its requirement.' },
  SCHEME_LEVELS: {
    'zh-CN': '评价评分点之后必须恰好有四行，依次为 0、1、2、3；此处应为 {expected}，实际是“{found}”。',
    en: 'A judgement is followed by exactly four rows, 0, 1, 2 and 3; {expected} must stand here, not “{found}”.',
  },
  SCHEME_LEVEL_EXTRA: {
    'zh-CN': '评价等级“{found}”不属于任何评价评分点：每个评价评分点只有 0、1、2、3 四行。',
    en: 'The judgement score “{found}” belongs to no aspect: a judgement has the four rows 0, 1, 2 and 3 only.',
  },
  SCHEME_LEVEL_WITHOUT_TEXT: { 'zh-CN': '评价等级 {level} 缺少说明。', en: 'Judgement score {level} has no description.' },
  SCHEME_SECTION_UNKNOWN: { 'zh-CN': '“{found}”不是上面列出的标准章节。', en: '“{found}” is not one of the sections listed above.' },
  SCHEME_MARK_WRONG: { 'zh-CN': '分值应为大于零的数，实际是“{found}”。', en: 'The mark must be a number above zero, not “{found}”.' },
  SCHEME_CRITERION_SUM: {
    'zh-CN': '标准“{id}”申明 {declared} 分，评分点合计 {actual} 分。',
    en: 'Criterion “{id}” declares {declared} marks, but its aspects add up to {actual}.',
  },
  SCHEME_SECTION_VARIATION: {
    'zh-CN': '章节“{id}”申明 {declared} 分，评分点合计 {actual} 分，差值必须为零。',
    en: 'Section “{id}” declares {declared} marks, but its aspects add up to {actual}; the variation must be zero.',
  },
  SCHEME_TOTAL: { 'zh-CN': '各项标准合计 {actual} 分，应为 {expected} 分。', en: 'The criteria add up to {actual} marks, not {expected}.' },
  SCHEME_AFTER_END: { 'zh-CN': '合计行之后不能再有内容。', en: 'Nothing may follow the total row.' },
} as const;
