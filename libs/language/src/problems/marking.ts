export const markingProblems = {} as const;
