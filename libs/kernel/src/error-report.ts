/** Runs of digits that could be somebody's identity number: 15 digits, or 17 and a check character. */
const IDENTITY_NUMBER = /\d{14,}[\dXx]?/g;

/** What, where and which code; never the values of a failed statement, which an error of the database carries along. */
export function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error).replace(IDENTITY_NUMBER, '…') };
  return {
    type: error.name,
    message: error.message.replace(IDENTITY_NUMBER, '…'),
    stack: error.stack?.replace(IDENTITY_NUMBER, '…'),
    ...('code' in error && typeof error.code === 'string' ? { code: error.code } : {}),
    ...('constraint' in error && typeof error.constraint === 'string' ? { constraint: error.constraint } : {}),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}
