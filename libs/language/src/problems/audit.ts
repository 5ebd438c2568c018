export const auditProblems = {} as const;
