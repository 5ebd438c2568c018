import { seedDemo } from '../../apps/cli/src/seed/demo.js';
import type { Rooms } from './rooms.js';

/** The demo, as `npm start` seeds it, in the database of a test. */
export async function givenDemo({ get }: Pick<Rooms, 'get'>): Promise<void> {
  await seedDemo(get, () => {});
}
