import { defineProblems } from '#kernel';

/** `JOB_…` codes stand on runs that ended badly; nobody is refused by them. */
export const jobsProblems = defineProblems({
  JOB_FAILED: 'unavailable',
  JOB_CRASHED: 'unavailable',
  JOB_UNKNOWN: 'unavailable',
});
