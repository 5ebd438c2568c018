export const apiProblems = {
  REQUEST_MALFORMED: {
    'zh-CN': '请求格式不正确：{reason}。',
    en: 'The request is malformed: {reason}.',
  },
  CONTENT_TYPE_REFUSED: {
    'zh-CN': '请求必须以 application/json 发送。',
    en: 'The request must be sent as application/json.',
  },
  METHOD_REFUSED: { 'zh-CN': '此地址只接受 POST 请求。', en: 'This address accepts POST requests only.' },
  BATCH_REFUSED: { 'zh-CN': '每个请求只能包含一个操作。', en: 'A request may carry one operation only.' },
  ORIGIN_REFUSED: { 'zh-CN': '请求来自其他网站，已被拒绝。', en: 'The request came from another site and was refused.' },
  DOCUMENT_INVALID: { 'zh-CN': 'GraphQL 文档无效：{reason}', en: 'The GraphQL document is not valid: {reason}' },
  DOCUMENT_TOO_COSTLY: {
    'zh-CN': 'GraphQL 文档超出限制：{limit} 最多 {allowed}，实际 {found}。',
    en: 'The GraphQL document exceeds a limit: {limit} may be {allowed} at most, found {found}.',
  },
  INTROSPECTION_REFUSED: { 'zh-CN': '此服务不公开模式内省。', en: 'Introspection is not open on this service.' },
  TENANT_REQUIRED: {
    'zh-CN': '请用请求头 guildhall-tenant 指明是哪个工会。',
    en: 'Name the union with the header guildhall-tenant.',
  },
  OPERATION_TIMED_OUT: {
    'zh-CN': '操作用时过长，已停止等待。请查看结果后再重试。',
    en: 'The operation took too long and is no longer waited for. Look at the result before trying again.',
  },
  TOO_LONG: { 'zh-CN': '最多 {max} 个字符。', en: 'At most {max} characters.' },
  TOO_SHORT: { 'zh-CN': '至少 {min} 个字符。', en: 'At least {min} characters.' },
  TOO_MANY: { 'zh-CN': '最多 {max} 项。', en: 'At most {max} items.' },
  TOO_FEW: { 'zh-CN': '至少 {min} 项。', en: 'At least {min} items.' },
  NOT_VALID: { 'zh-CN': '填写的内容不正确。', en: 'This value is not valid.' },
} as const;
