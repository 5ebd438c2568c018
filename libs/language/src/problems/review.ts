export const reviewProblems = {} as const;
