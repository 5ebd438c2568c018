export const storageProblems = {} as const;
