import type { Proof } from './proof.js';

/** `loader` is null while nothing proves the promise by a command of its own. */
export type Promised = { readonly id: string; readonly says: string; readonly loader: (() => Promise<Proof>) | null };

export function isProved({ loader }: Promised): boolean {
  return loader !== null;
}

export const promises: readonly Promised[] = [
  {
    id: 'R1',
    says: 'A tenant’s wall stands in the database, and every policy that is spoilt is noticed.',
    loader: async () => (await import('./r1.js')).r1,
  },
  { id: 'R2', says: 'No field of the API tells one tenant anything of another.', loader: null },
  { id: 'R3', says: 'Authorisation is a table, and the code equals it.', loader: null },
  {
    id: 'R4',
    says: 'The history of marks cannot be changed silently, not even by whoever holds the database and the key, once its heads are published.',
    loader: async () => (await import('./r4.js')).r4,
  },
  {
    id: 'R5',
    says: 'Results are a pure function of marks and rules: the kernel equals the exact evaluator.',
    loader: async () => (await import('./r5.js')).r5,
  },
  { id: 'R6', says: 'Four eyes: who enters does not confirm, who confirms does not publish.', loader: null },
  {
    id: 'R7',
    says: 'No mark is lost to another: acknowledged is stored, and every conflict is told as one.',
    loader: async () => (await import('./r7.js')).r7,
  },
  { id: 'R8', says: 'An acknowledged mark survives the crash of the database.', loader: async () => (await import('./r8.js')).r8 },
  {
    id: 'R9',
    says: 'Scoring and issuing survive the death of workers: the same ranking, one certificate each.',
    loader: async () => (await import('./r9.js')).r9,
  },
  { id: 'R10', says: 'Certificates: one each, verifiable, unforgeable.', loader: null },
  { id: 'R11', says: 'ID numbers are never readable at rest, in jobs, logs, exports or wide answers.', loader: null },
  { id: 'R12', says: 'Sign-in stands up to guessing, and rights end at once.', loader: async () => (await import('./r12.js')).r12 },
  { id: 'R13', says: 'One request can neither hurt the server nor read the schema.', loader: null },
  { id: 'R14', says: 'A backup that has been restored.', loader: null },
  { id: 'R15', says: 'Poisoned jobs end among the dead letters; queues push back.', loader: null },
  { id: 'R16', says: 'Deploys lose nothing.', loader: null },
  { id: 'R17', says: 'A wrong clock corrupts nothing.', loader: null },
  { id: 'R18', says: 'A full disk stops writes, not truth.', loader: null },
  { id: 'R19', says: 'Redis may vanish.', loader: null },
  { id: 'R20', says: 'Migrations are safe.', loader: null },
  { id: 'R21', says: 'A person can be forgotten, and the chains still verify.', loader: null },
  { id: 'R22', says: 'Subscriptions and streams obey the same law.', loader: null },
  { id: 'R24', says: 'Every sensitive act is on record.', loader: null },
  { id: 'R25', says: 'The supply chain is pinned.', loader: null },
  { id: 'R26', says: 'Outside tools find nothing.', loader: null },
  { id: 'R27', says: 'Anyone can check a result offline.', loader: null },
  { id: 'R28', says: 'A failover of the database loses nothing.', loader: null },
  { id: 'R29', says: 'The queue runs on Redis Cluster.', loader: null },
  { id: 'R30', says: 'Ready to shard: every key leads with the tenant.', loader: null },
];
