import { expect, test } from 'vitest';
import { MAX_EVENT_ANSWERS, spreadEventAnswers } from '../../../src/graphql/limits/event-answers.js';

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));
const FOLLOWERS = MAX_EVENT_ANSWERS + 5;

test('answers that are made at once are handed over one in each turn of the event loop, in order', async () => {
  const spread = spreadEventAnswers();
  const answered: number[] = [];
  for (let follower = 0; follower < FOLLOWERS; follower++)
    void spread(async () => follower).then((each) => answered.push(each));
  const counts: number[] = [];
  while (answered.length < FOLLOWERS) {
    await nextTurn();
    counts.push(answered.length);
  }
  for (const [turn, count] of counts.entries())
    expect(count - (counts[turn - 1] ?? 0)).toBeLessThanOrEqual(2);
  expect(answered).toEqual(answered.toSorted((one, other) => one - other));
});

test('only some answers are made at once, and a failed one gives its place to the next', async () => {
  const spread = spreadEventAnswers();
  const held: { fail(): void; make(): void }[] = [];
  const answers = Array.from({ length: FOLLOWERS }, () =>
    spread(
      () =>
        new Promise<string>((resolve, reject) =>
          held.push({ make: () => resolve('made'), fail: () => reject(new Error('broken')) }),
        ),
    ),
  );
  await nextTurn();
  expect(held).toHaveLength(MAX_EVENT_ANSWERS);
  held[0]?.fail();
  await expect(answers[0]).rejects.toThrow('broken');
  await nextTurn();
  expect(held).toHaveLength(MAX_EVENT_ANSWERS + 1);
  for (let each = 1; each < FOLLOWERS; each++) {
    await expect.poll(() => held.length).toBeGreaterThan(each);
    held[each]?.make();
    expect(await answers[each]).toBe('made');
  }
});
