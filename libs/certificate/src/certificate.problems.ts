import { defineProblems } from '#kernel';

export const certificateProblems = defineProblems({
  CERTIFICATE_NOT_DRAWABLE: 'invalid',
  CERTIFICATE_TEXT_TOO_LONG: 'invalid',
  CERTIFICATE_RESULTS_NOT_FINAL: 'conflict',
  CERTIFICATE_RESULTS_REPLACED: 'conflict',
  CERTIFICATE_CANNOT_CHANGE: 'conflict',
  CERTIFICATE_REASON_REQUIRED: 'invalid',
});
