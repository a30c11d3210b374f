import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { GroupCommit, type GroupWork, REPEAT } from '../../src/database/group-commit.js';

type Item = string;
/** A group is late after this time. */
const LATE_AFTER_MS = 25;

// Time stands still until a test moves it, so a group is late only if a test makes it late.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Resolves when every group that may start has started. A group starts in the next turn of the event loop. */
const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Work that ends when the test says so, and the groups that the work received. */
function groups(work: GroupWork<Item, string> = async (items) => items.map((item) => item.toUpperCase())) {
  const given: Item[][] = [];
  const gates: (() => void)[] = [];
  const commit = new GroupCommit<Item, string>(
    async (items) => {
      given.push([...items]);
      await new Promise<void>((resolve) => gates.push(resolve));
      return work(items);
    },
    (error, subjects) => (error as Error).message !== (subjects > 1 ? 'away' : 'locked'),
  );
  return {
    commit,
    given,
    /** Ends the work of the n-th group. The work has begun or begins in the next turn. */
    async end(index: number) {
      if (gates.length <= index) await nextTurn();
      const open = gates[index];
      if (!open) throw new Error(`Group ${index} has not begun`);
      open();
      await nextTurn();
    },
  };
}

test('two groups are in flight at once, and items that arrive meanwhile form one group, in order', async () => {
  const { commit, given, end } = groups();
  const lone = [commit.run('a', '1')];
  await nextTurn();
  lone.push(commit.run('b', '2'));
  await nextTurn();
  const others = ['c', 'd', 'e'].map((item, index) => commit.run(item, `${index + 3}`));
  await nextTurn();
  expect(given).toEqual([['a'], ['b']]);
  await end(1);
  expect(await lone[1]).toBe('B');
  expect(given).toEqual([['a'], ['b'], ['c', 'd', 'e']]);
  await end(0);
  await end(2);
  expect(await Promise.all([...lone, ...others])).toEqual(['A', 'B', 'C', 'D', 'E']);
  expect(vi.getTimerCount()).toBe(0);
});

test('the next group starts before the callers of the last group get their answers', async () => {
  const order: string[] = [];
  const commit = new GroupCommit<Item, string>(
    async (items) => {
      order.push(`goes ${items}`);
      await nextTurn();
      await nextTurn();
      return [...items];
    },
    () => false,
  );
  const told = (item: Item) => commit.run(item, 'the same').then(() => order.push(`told ${item}`));
  const first = told('a');
  await nextTurn();
  expect(order).toEqual(['goes a']);
  await Promise.all([first, told('b')]);
  expect(order).toEqual(['goes a', 'goes b', 'told a', 'told b']);
});

test('items that arrive in one turn of the event loop form one group', async () => {
  const { commit, given, end } = groups();
  const all = Promise.all(['a', 'b'].map((item) => commit.run(item, item)));
  await end(0);
  await all;
  expect(given).toEqual([['a', 'b']]);
});

test('a group has at most 64 items', async () => {
  const { commit, given, end } = groups();
  const all = Promise.all(Array.from({ length: 150 }, (_, index) => commit.run(`${index}`, `${index}`)));
  for (const index of [0, 1, 2]) await end(index);
  await all;
  expect(given.map(({ length }) => length)).toEqual([64, 64, 22]);
});

describe('a late group', () => {
  test('does not block other subjects, but its own subjects wait until it ends', async () => {
    const { commit, given, end } = groups();
    const stuck: Promise<string>[] = [];
    for (const subject of ['ch_1', 'ch_2']) {
      stuck.push(commit.run(`stuck ${subject}`, subject));
      await nextTurn();
    }
    const sameSubject = commit.run('same', 'ch_1');
    const other = commit.run('other', 'ch_3');
    await nextTurn();
    vi.advanceTimersByTime(LATE_AFTER_MS - 1);
    expect(given).toEqual([['stuck ch_1'], ['stuck ch_2']]);
    vi.advanceTimersByTime(1);
    expect(given.slice(2)).toEqual([['other']]);
    await end(2);
    expect(await other).toBe('OTHER');
    expect(given).toHaveLength(3);
    await end(0);
    expect(given.slice(3)).toEqual([['same']]);
    for (const index of [1, 3]) await end(index);
    expect(await Promise.all([...stuck, sameSubject])).toEqual(['STUCK CH_1', 'STUCK CH_2', 'SAME']);
  });

  test('allows only a few other groups in flight', async () => {
    const { commit, given, end } = groups();
    const all: Promise<string>[] = [];
    for (let index = 0; index < 9; index++) {
      all.push(commit.run(`${index}`, `${index}`));
      await nextTurn();
      vi.advanceTimersByTime(LATE_AFTER_MS);
    }
    expect(given).toHaveLength(6);
    for (let index = 0; index < 7; index++) await end(index);
    await Promise.all(all);
    expect(given).toHaveLength(7);
  });
});

describe('a repeated item', () => {
  test('goes before later items, and the rest of its group is answered', async () => {
    const done = new Set<Item>();
    const { commit, given, end } = groups(async (items) =>
      items.map((item) => (item === 'b' && !done.has(item) && done.add(item) ? REPEAT : item)),
    );
    const all = ['a', 'b', 'c'].map((item) => commit.run(item, item));
    await nextTurn();
    const later = commit.run('later', 'later');
    await end(0);
    expect(await all[0]).toBe('a');
    await end(1);
    expect(await Promise.all([...all, later])).toEqual(['a', 'b', 'c', 'later']);
    expect(given).toEqual([
      ['a', 'b', 'c'],
      ['b', 'later'],
    ]);
  });

  test('is given up after a hundred repeats', async () => {
    const commit = new GroupCommit<Item, string>(
      async (items) => items.map(() => REPEAT),
      () => true,
    );
    await expect(commit.run('a', 'ch_1')).rejects.toMatchObject({
      name: 'DatabaseUnavailableError',
      failure: 'conflict',
      cause: new Error('ch_1 was repeated 100 times'),
    });
  });
});

test('a subject that is repeated too often no longer holds up the others', async () => {
  const given: Item[][] = [];
  let met = 0;
  const commit = new GroupCommit<Item, string>(
    async (items) => {
      given.push([...items]);
      return items.includes('hot') && ++met < 20 ? items.map(() => REPEAT) : items;
    },
    () => true,
  );
  const done: Item[] = [];
  const run = async (item: Item) => done.push(await commit.run(item, item));
  await Promise.all(['a', 'hot', 'b'].map(run));
  expect(done).toEqual(['a', 'b', 'hot']);
  expect(given.slice(0, 8)).toEqual([
    ...Array.from({ length: 5 }, () => ['a', 'hot', 'b']),
    ...[['a'], ['hot'], ['b']],
  ]);
});

test('the items of a subject keep their order, even if the first one is repeated too often', async () => {
  const given: Item[][] = [];
  const done: Item[] = [];
  const all: Promise<unknown>[] = [];
  let open = () => {};
  const gate = new Promise<void>((resolve) => (open = resolve));
  const run = async (item: Item, subject: string) => done.push(await commit.run(item, subject));
  const commit = new GroupCommit<Item, string>(
    async (items) => {
      given.push([...items]);
      if (items.includes('slow')) await gate;
      if (given.length === 6) all.push(run('other', 'ch_2'), run('second', 'ch_1'));
      return items.map((item) => (item === 'first' && given.length <= 6 ? REPEAT : item));
    },
    () => true,
  );
  // It leaves room for one group at a time.
  all.push(run('slow', 'ch_3'));
  await nextTurn();
  all.push(run('first', 'ch_1'));
  for (let turn = 0; turn < 10; turn++) await nextTurn();
  expect(given.slice(6)).toEqual([['other'], ['first'], ['second']]);
  open();
  await Promise.all(all);
  expect(done).toEqual(['other', 'first', 'second', 'slow']);
});

describe('a group that fails', () => {
  test('is retried one by one, so that one item’s failure does not affect the others', async () => {
    const { commit, given, end } = groups(async (items) => {
      if (items.includes('bad')) throw new Error('broken');
      return items;
    });
    const all = Promise.allSettled(['a', 'bad', 'c'].map((item) => commit.run(item, item)));
    for (const index of [0, 1, 2, 3]) await end(index);
    expect((await all).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(given).toEqual([['a', 'bad', 'c'], ['a'], ['bad'], ['c']]);
  });

  test('of one subject only is retried one by one, so that one item’s failure does not affect the others', async () => {
    const { commit, given, end } = groups(async (items) => {
      if (items.includes('bad')) throw new Error('broken');
      return items;
    });
    const all = Promise.allSettled(['a', 'bad', 'c'].map((item) => commit.run(item, 'ch_1')));
    for (const index of [0, 1, 2, 3]) await end(index);
    expect((await all).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(given).toEqual([['a', 'bad', 'c'], ['a'], ['bad'], ['c']]);
  });

  test('is retried by subject first', async () => {
    const { commit, given, end } = groups(async (items) => {
      if (items.includes('bad')) throw new Error(items.length > 2 ? 'broken' : 'locked');
      return items;
    });
    const asked = [
      ['a', 'ch_1'],
      ['bad', 'ch_2'],
      ['b', 'ch_1'],
      ['too', 'ch_2'],
    ] as const;
    const all = Promise.allSettled(asked.map(([item, subject]) => commit.run(item, subject)));
    for (const index of [0, 1, 2]) await end(index);
    expect((await all).map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'rejected',
    ]);
    expect(given.slice(1)).toEqual([
      ['a', 'b'],
      ['bad', 'too'],
    ]);
  });

  test('fails for all items at once if the reason concerns all of them', async () => {
    const { commit, given, end } = groups(() => Promise.reject(new Error('away')));
    const all = Promise.allSettled(['a', 'b'].map((item) => commit.run(item, item)));
    await end(0);
    expect((await all).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(given).toHaveLength(1);
  });
});
