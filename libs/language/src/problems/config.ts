export const configProblems = {} as const;
