import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { badInput } from './story/bad-input.js';
import { certifying } from './story/certifying.js';
import { judging } from './story/judging.js';
import { preparing } from './story/preparing.js';
import { publishing } from './story/publishing.js';
import { registering } from './story/registering.js';
import { openStory, type Story } from './story/story.js';

// One competition from its first idea to a revoked certificate, through the doors of the built product alone.
jest.setTimeout(60_000);

let story: Story;
beforeAll(async () => {
  story = await openStory();
}, 180_000);

describe('one competition, every role at its part', () => {
  preparing(() => story);
  registering(() => story);
  judging(() => story);
  publishing(() => story);
  certifying(() => story);
  badInput(() => story);
});

it('stops when asked, and no bug was met on the way', async () => {
  for (const app of ['api', 'worker'] as const) expect(errorsIn(story.product.logOf(app))).toEqual([]);
  expect(await story.product.stop()).toBe(0);
});

afterAll(async () => {
  await story?.product.stop();
});

function errorsIn(log: string): readonly string[] {
  return log.split('\n').filter((line) => /"level":(50|60)/.test(line));
}
