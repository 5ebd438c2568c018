export const apiProblems = {} as const;
