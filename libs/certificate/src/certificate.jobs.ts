import { defineJob } from '#jobs';
import { isId } from '#kernel';

/** Issues what a final publication awards, once each; run again it issues what is missing. */
export const issueForPublication = defineJob(
  'certificate.issueForPublication',
  { publicationId: isId },
  { attempts: 8, backoffMs: 5_000, queue: 'bulk' },
);
