import { defineProblems } from '#kernel';

/** What a person at the terminal can do something about. */
export const cliProblems = defineProblems({
  PORT_IN_USE: 'unavailable',
  PROCESS_ENDED: 'unavailable',
  PROCESS_NOT_READY: 'unavailable',
});
