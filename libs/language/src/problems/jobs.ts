export const jobsProblems = {
  JOB_FAILED: {
    'zh-CN': '后台任务多次尝试后仍未完成，系统已保留该任务，请联系管理员。',
    en: 'The job did not succeed after several tries. It has been kept; please tell the administrator.',
  },
  JOB_CRASHED: {
    'zh-CN': '后台任务多次意外中断，系统已停止重试并保留该任务，请联系管理员。',
    en: 'The job stopped unexpectedly several times and is no longer retried. It has been kept; please tell the administrator.',
  },
  JOB_UNKNOWN: {
    'zh-CN': '没有程序能处理该后台任务，系统已保留该任务，请联系管理员。',
    en: 'No program knows how to do this job. It has been kept; please tell the administrator.',
  },
} as const;
