import { defineProblems } from '#kernel';

export const identityProblems = defineProblems({
  SLUG_INVALID: 'invalid',
  SLUG_TAKEN: 'conflict',
  ORGANISATION_CODE_TAKEN: 'conflict',
  ORGANISATION_CANNOT_STAND_THERE: 'invalid',
  ORGANISATION_UNDER_ITSELF: 'invalid',
  ORGANISATION_IS_ROOT: 'invalid',
  ID_NUMBER_INVALID: 'invalid',
  ID_NUMBER_KNOWN: 'conflict',
  ROLE_NOT_FOR_ORGANISATION: 'invalid',
  ROLE_NOT_FOR_COMPETITION: 'invalid',
  LAST_ADMINISTRATOR: 'conflict',
  ACCOUNT_NAME_INVALID: 'invalid',
  ACCOUNT_NAME_TAKEN: 'conflict',
  ACCOUNT_EXISTS: 'conflict',
  PASSWORD_TOO_SHORT: 'invalid',
  PASSWORD_TOO_LONG: 'invalid',
  PASSWORD_TOO_COMMON: 'invalid',
  SIGN_IN_FAILED: 'unauthenticated',
  SIGN_IN_THROTTLED: 'too_many',
});
