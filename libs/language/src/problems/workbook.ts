export const workbookProblems = {} as const;
