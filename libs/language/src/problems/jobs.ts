export const jobsProblems = {} as const;
