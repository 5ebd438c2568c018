export const competitionProblems = {} as const;
