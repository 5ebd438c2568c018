/**
 * The queues. `prompt`: people wait for it (new standings, a publication). `bulk`: batches that may take minutes
 * (certificates), so that a batch never stands before a person.
 */
export const QUEUES = ['prompt', 'bulk'] as const;
export type QueueName = (typeof QUEUES)[number];
