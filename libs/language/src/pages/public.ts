/** The pages that everyone may open. */
export const publicPages = {} as const;
