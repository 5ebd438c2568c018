export const certificateProblems = {} as const;
