import { defineJob, defineNews, oneOf } from '#jobs';
import { isId } from '#kernel';

/** Computes the standings of a skill again; returns at once when they already carry the marks as they stand. */
export const recomputeStandings = defineJob('marking.recomputeStandings', { skillId: isId }, { attempts: 5, backoffMs: 2_000 });

/** A publication was made: certificates and records follow from it. */
export const resultsPublished = defineNews('marking.resultsPublished', {
  publicationId: isId,
  skillId: isId,
  stage: oneOf('provisional', 'final'),
});
