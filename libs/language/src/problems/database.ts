export const databaseProblems = {} as const;
