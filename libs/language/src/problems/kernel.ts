export const kernelProblems = {
  NOT_FOUND: { 'zh-CN': '没有找到。它可能不存在，或者您看不到它。', en: 'Not found. It does not exist, or you cannot see it.' },
  FORBIDDEN: { 'zh-CN': '您没有权限做这件事。', en: 'You are not allowed to do this.' },
  UNAUTHENTICATED: { 'zh-CN': '请先登录。', en: 'Please sign in first.' },
  CONFLICT: {
    'zh-CN': '在您查看之后，内容已被他人修改。请核对后重试。',
    en: 'Someone else has changed this since you opened it. Check it and try again.',
  },
  INVALID_INPUT: {
    'zh-CN': '有些内容填写得不对，请更正后重试。',
    en: 'Some of this is not filled in correctly. Correct it and try again.',
  },
  OUT_OF_RANGE: { 'zh-CN': '必须在 {min} 到 {max} 之间。', en: 'Must be between {min} and {max}.' },
  REQUIRED: { 'zh-CN': '此项必填。', en: 'This is required.' },
  TOO_LARGE: { 'zh-CN': '内容太大，超出了允许的范围。', en: 'This is larger than allowed.' },
  TOO_MANY_REQUESTS: { 'zh-CN': '操作过于频繁，请稍后再试。', en: 'Too many attempts. Please wait a little and try again.' },
  UNAVAILABLE: {
    'zh-CN': '服务暂时不可用，您的数据没有丢失，请稍后再试。',
    en: 'The service is not available at the moment. Nothing is lost; please try again soon.',
  },
  CURSOR_INVALID: {
    'zh-CN': '翻页位置无效，请从第一页重新开始。',
    en: 'This page position is not valid. Start again from the first page.',
  },
  INTERNAL: {
    'zh-CN': '系统出错了，我们已记录。请求编号：{requestId}',
    en: 'Something went wrong on our side and has been recorded. Request id: {requestId}',
  },
} as const;
