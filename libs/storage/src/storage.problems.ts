import { defineProblems } from '#kernel';

export const storageProblems = defineProblems({
  FILE_MISSING: 'unavailable',
  FILE_DAMAGED: 'unavailable',
  STORAGE_FULL: 'unavailable',
});
