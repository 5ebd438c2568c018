import { defineProblems } from '#kernel';

export const certificateProblems = defineProblems({
  CERTIFICATE_NOT_DRAWABLE: 'invalid',
  CERTIFICATE_TEXT_TOO_LONG: 'invalid',
});
