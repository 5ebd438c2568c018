export const cliProblems = {
  PORT_IN_USE: {
    'zh-CN': '端口 {port} 已被其他程序占用；请停止该程序，或用 PORT 换一个端口。',
    en: 'Port {port} is in use by another program; stop that program or choose another port with PORT.',
  },
  PROCESS_ENDED: {
    'zh-CN': '{name} 已意外退出（{how}）；完整记录见 {log}。',
    en: 'The {name} has ended by itself ({how}); its whole log is in {log}.',
  },
  PROCESS_NOT_READY: {
    'zh-CN': '{name} 在 {seconds} 秒内没有准备好；完整记录见 {log}。',
    en: 'The {name} was not ready within {seconds} seconds; its whole log is in {log}.',
  },
} as const;
