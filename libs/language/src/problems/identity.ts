export const identityProblems = {
  SLUG_INVALID: {
    'zh-CN': '网址名“{slug}”不可用：只能用 2 到 40 个小写字母、数字和连字符。',
    en: 'The address name “{slug}” cannot be used: 2 to 40 small letters, digits and hyphens.',
  },
  SLUG_TAKEN: { 'zh-CN': '网址名“{slug}”已被使用，请换一个。', en: 'The address name “{slug}” is taken. Choose another.' },
  ORGANISATION_CODE_TAKEN: { 'zh-CN': '组织代码“{code}”已被使用。', en: 'The organisation code “{code}” is already in use.' },
  ORGANISATION_CANNOT_STAND_THERE: {
    'zh-CN': '这类组织不能设在该上级之下，请检查类型和级别。',
    en: 'An organisation of this kind and level cannot stand beneath that one. Check both.',
  },
  ORGANISATION_UNDER_ITSELF: {
    'zh-CN': '组织不能移到自己或自己的下级之下。',
    en: 'An organisation cannot be moved beneath itself or one of its own.',
  },
  ORGANISATION_IS_ROOT: { 'zh-CN': '最上级组织不能移动。', en: 'The topmost organisation cannot be moved.' },
  ID_NUMBER_INVALID: {
    'zh-CN': '身份证号码不正确，请逐位核对（18 位，末位可以是 X）。',
    en: 'This is not a valid identity number. Check every digit (18 places, the last may be X).',
  },
  ID_NUMBER_KNOWN: {
    'zh-CN': '已有人员登记了这个身份证号码，没有重复添加。',
    en: 'A person with this identity number is already registered; nothing was added.',
  },
  ROLE_NOT_FOR_ORGANISATION: {
    'zh-CN': '这个角色不能授予在该类组织上。',
    en: 'This role cannot be granted on an organisation of that kind.',
  },
  ROLE_NOT_FOR_COMPETITION: {
    'zh-CN': '这个角色不能只限于一项竞赛。',
    en: 'This role cannot be narrowed to one competition.',
  },
  LAST_ADMINISTRATOR: {
    'zh-CN': '这是最后一位管理员，请先授权另一位。',
    en: 'This is the last administrator. Grant the role to someone else first.',
  },
  ACCOUNT_NAME_INVALID: {
    'zh-CN': '登录名不可用：请用电子邮箱，或 3 到 60 个小写字母、数字、点、下划线和连字符。',
    en: 'This sign-in name cannot be used: an e-mail address, or 3 to 60 small letters, digits, dots, underscores and hyphens.',
  },
  ACCOUNT_NAME_TAKEN: { 'zh-CN': '登录名已被使用，请换一个。', en: 'This sign-in name is taken. Choose another.' },
  ACCOUNT_EXISTS: { 'zh-CN': '此人已有账号。', en: 'This person already has an account.' },
  PASSWORD_TOO_SHORT: { 'zh-CN': '密码至少要有 {min} 个字符。', en: 'A password needs at least {min} characters.' },
  PASSWORD_TOO_LONG: { 'zh-CN': '密码最多 {max} 个字符。', en: 'A password has at most {max} characters.' },
  PASSWORD_TOO_COMMON: { 'zh-CN': '这个密码太容易猜到，请换一个。', en: 'This password is too easy to guess. Choose another.' },
  SIGN_IN_FAILED: { 'zh-CN': '登录名或密码不正确。', en: 'The sign-in name or the password is not right.' },
  SIGN_IN_THROTTLED: {
    'zh-CN': '尝试次数过多，请在 {minutes} 分钟后再试。',
    en: 'Too many attempts. Try again in {minutes} {minutes|minute|minutes}.',
  },
} as const;
