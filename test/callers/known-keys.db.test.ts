import { setImmediate } from 'node:timers/promises';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Caller } from '../../src/callers/caller.js';
import { createKey } from '../../src/callers/create-key.js';
import { KnownKeys } from '../../src/callers/known-keys.js';
import { listKeys } from '../../src/callers/list-keys.js';
import { recognizer } from '../../src/callers/recognize.js';
import { revokeKey } from '../../src/callers/revoke-key.js';
import type { Scope } from '../../src/rules/scopes.js';
import { testDatabase } from '../support/databases/test-database.js';
import { TestClock } from '../support/gateways/test-clock.js';

const holder = testDatabase();
let clock: TestClock;
let nowMs: number;
let count = 0;

beforeEach(() => {
  clock = new TestClock(new Date().toISOString());
  nowMs = 0;
});

const sleep = async (ms: number) => {
  nowMs += ms;
};
const keysIn = (pool: unknown) => new KnownKeys(pool as never, clock, () => nowMs, sleep);
const knownKeys = () => keysIn(holder.database.pool);

async function made(scopes: readonly Scope[] = ['refunds:read'], expires: Date | null = null) {
  const name = `desk-${++count}`;
  const created = await createKey(holder.database, { name, scopes, expires }, clock.now());
  if (!created) throw new Error('The name is taken');
  return { name, key: created.secret };
}

const nameOf = async (found: Caller | null | Promise<Caller | null>) => (await found)?.name ?? null;

test('before any key was made, there are none; afterwards there are, even if all are revoked', async () => {
  const none = keysIn({ query: async () => ({ rows: [] }) });
  await none.refresh();
  expect(none.hasKeys).toBe(false);
  const keys = knownKeys();
  const { name } = await made();
  await revokeKey(holder.database, { name }, clock.now());
  await keys.refresh();
  expect(keys.hasKeys).toBe(true);
});

test('a key that is known answers at once, with its name and scopes', async () => {
  const { name, key } = await made(['refunds:read', 'events:read']);
  const keys = knownKeys();
  await keys.refresh();
  expect(keys.find(key)).toMatchObject({ name, scopes: new Set(['refunds:read', 'events:read']) });
});

test('a key that was just made works at once, and guessing makes two looks in a second at most', async () => {
  const { pool } = holder.database;
  let looks = 0;
  const keys = keysIn({
    query: (...given: Parameters<typeof pool.query>) => {
      looks++;
      return pool.query(...given);
    },
  });
  await keys.refresh();
  const { name, key } = await made();
  looks = 0;
  const guesses = Array.from({ length: 50 }, (_, at) => nameOf(keys.find(`rgk_${at}`)));
  expect(await nameOf(keys.find(key))).toBe(name);
  expect(new Set(await Promise.all(guesses))).toEqual(new Set([null]));
  expect([nowMs, looks]).toEqual([500, 1]);
  for (let at = 0; at < 4; at++) expect(await nameOf(keys.find(`rgk_again_${at}`))).toBeNull();
  expect([nowMs, looks]).toEqual([2_500, 5]);
});

test('an unknown key is looked for at once half a second after the last look, and waits for the rest before', async () => {
  const waits: number[] = [];
  const waiting = async (ms: number) => void waits.push(ms);
  const keys = new KnownKeys(holder.database.pool, clock, () => nowMs, waiting);
  expect(await nameOf(keys.find('rgk_first'))).toBeNull();
  nowMs = 500;
  expect(await nameOf(keys.find('rgk_second'))).toBeNull();
  expect(waits).toEqual([]);
  nowMs = 999;
  expect(await nameOf(keys.find('rgk_third'))).toBeNull();
  expect(waits).toEqual([1]);
});

test('a revoked key ends, and tells whoever follows it, at once if it has ended already', async () => {
  const { name, key } = await made();
  const keys = knownKeys();
  await keys.refresh();
  const caller = keys.find(key) as Caller;
  const ended: string[] = [];
  caller.onEnd?.(() => ended.push('follower'));
  caller.onEnd?.(() => ended.push('left'))();
  await keys.refresh();
  expect(ended).toEqual([]);
  await revokeKey(holder.database, { name }, clock.now());
  await keys.refresh();
  expect(ended).toEqual(['follower']);
  expect(await nameOf(keys.find(key))).toBeNull();
  caller.onEnd?.(() => ended.push('late'));
  expect(ended).toEqual(['follower', 'late']);
});

test('a key can be followed by many, without a warning of Node.js', async () => {
  const warned = vi.fn();
  process.on('warning', warned);
  onTestFinished(() => void process.off('warning', warned));
  const { key } = await made();
  const keys = knownKeys();
  await keys.refresh();
  for (let follower = 0; follower < 500; follower++) (keys.find(key) as Caller).onEnd?.(() => {});
  // Warnings come with the next turn.
  await setImmediate();
  expect(warned).not.toHaveBeenCalled();
});

test('a key that has expired is refused without another look', async () => {
  const { key } = await made(['refunds:read'], new Date(clock.now().getTime() + 60_000));
  const keys = knownKeys();
  await keys.refresh();
  expect(keys.find(key)).not.toBeNull();
  clock.advance(60_000);
  expect(keys.find(key)).toBeNull();
});

test('the last use is written, once a minute', async () => {
  const { name, key } = await made();
  const lastUse = async () =>
    (await listKeys(holder.database.pool)).find((listed) => listed.name === name)?.lastUsed ?? null;
  const keys = knownKeys();
  await keys.refresh();
  expect(await lastUse()).toBeNull();
  void keys.find(key);
  await keys.refresh();
  const first = await lastUse();
  expect(first).not.toBeNull();
  void keys.find(key);
  await keys.refresh();
  expect(await lastUse()).toEqual(first);
  const isWrittenAfter = async (seconds: number, isUsed = true) => {
    await holder.database.pool.query(
      `UPDATE api_key SET last_used = clock_timestamp() - interval '1 second' * $2 WHERE name = $1`,
      [name, seconds],
    );
    const before = await lastUse();
    if (isUsed) void keys.find(key);
    await keys.refresh();
    return (await lastUse())?.getTime() !== before?.getTime();
  };
  expect([await isWrittenAfter(45), await isWrittenAfter(61)]).toEqual([false, true]);
  expect(await isWrittenAfter(61, false)).toBe(false);
});

test('while the database is away, known keys stay in use', async () => {
  const { name, key } = await made();
  let isAway = false;
  const { pool: working } = holder.database;
  const pool = {
    query: (text: string) => (isAway ? Promise.reject(new Error('away')) : working.query(text)),
  };
  const keys = keysIn(pool);
  await keys.refresh();
  isAway = true;
  await expect(keys.refresh()).rejects.toThrow('away');
  expect(await nameOf(keys.find(key))).toBe(name);
});

test('a last use that cannot be written keeps no revoked key alive, and hides no new one', async () => {
  const { name, key } = await made();
  const { pool: working } = holder.database;
  const pool = {
    query: (text: string, values?: unknown[]) =>
      text.includes('UPDATE') ? Promise.reject(new Error('not allowed')) : working.query(text, values),
  };
  const keys = keysIn(pool);
  await keys.refresh();
  expect(await nameOf(keys.find(key))).toBe(name);
  await revokeKey(holder.database, { name }, clock.now());
  await expect(keys.refresh()).rejects.toThrow('not allowed');
  expect(await nameOf(keys.find(key))).toBeNull();
  const other = await made();
  expect(await nameOf(keys.find(other.key))).toBe(other.name);
  const another = await made();
  expect(await nameOf(keys.find(another.key))).toBe(another.name);
});

describe('in the ledger', () => {
  test('no key can be found in what is stored', async () => {
    const { key } = await made();
    const { rows } = await holder.database.pool.query(
      `SELECT to_jsonb(k)::text || encode(hash, 'escape') AS row FROM api_key k`,
    );
    for (const { row } of rows) expect(row).not.toContain(key.slice(4));
  });

  test('a name is never given again', async () => {
    const { name } = await made();
    await revokeKey(holder.database, { name }, clock.now());
    const again = { name, scopes: ['refunds:read'], expires: null } as const;
    expect(await createKey(holder.database, again, clock.now())).toBeNull();
  });

  test('revoking twice keeps the first time, and an unknown name is told', async () => {
    const { name } = await made();
    const first = clock.now();
    expect(await revokeKey(holder.database, { name }, first)).toMatchObject({
      revoked: first,
      revokedBy: null,
    });
    clock.advance(1_000);
    const again = await revokeKey(holder.database, { name }, clock.now(), 'admin');
    expect(again).toMatchObject({ revoked: first, revokedBy: null });
    expect(await listKeys(holder.database.pool)).toContainEqual(
      expect.objectContaining({ name, revoked: first }),
    );
    expect(await revokeKey(holder.database, { name: 'nobody' }, clock.now())).toBeNull();
  });

  test.each([
    ['it is deleted', 'DELETE FROM api_key WHERE name = $1'],
    ['it gets another name', `UPDATE api_key SET name = 'other' WHERE name = $1`],
    ['it gets another hash', `UPDATE api_key SET hash = decode(repeat('00', 32), 'hex') WHERE name = $1`],
    ['it is valid again', 'UPDATE api_key SET revoked = NULL, revoked_by = NULL WHERE name = $1'],
    ['another one revoked it', `UPDATE api_key SET revoked_by = 'other' WHERE name = $1`],
    ['nobody revoked it', 'UPDATE api_key SET revoked_by = NULL WHERE name = $1'],
    ['another one made it', `UPDATE api_key SET created_by = 'other' WHERE name = $1`],
    ['nobody made it', 'UPDATE api_key SET created_by = NULL WHERE name = $1'],
  ])('a revoked key stays as it is: %s', async (_, statement) => {
    const name = `desk-${++count}`;
    const key = { name, scopes: ['refunds:read'], expires: null } as const;
    await createKey(holder.database, key, clock.now(), 'admin');
    await revokeKey(holder.database, { name }, clock.now(), 'admin');
    await expect(holder.database.pool.query(statement, [name])).rejects.toThrow('refused');
  });

  test('who revoked a key that is valid is no answer', async () => {
    const { name } = await made();
    const statement = `UPDATE api_key SET revoked_by = 'admin' WHERE name = $1`;
    await expect(holder.database.pool.query(statement, [name])).rejects.toMatchObject({
      constraint: 'api_key_revoked_by',
    });
  });

  test('keys are listed by their names, with who made and who revoked each', async () => {
    const names = ['listed-c', 'listed-a', 'listed-b'];
    for (const name of names) {
      await createKey(holder.database, { name, scopes: [], expires: null }, clock.now(), 'ann');
      await revokeKey(holder.database, { name }, clock.now(), 'ben');
    }
    const listed = (await listKeys(holder.database.pool)).filter(({ name }) => names.includes(name));
    expect(listed.map(({ name, createdBy, revokedBy }) => [name, createdBy, revokedBy])).toEqual(
      names.toSorted().map((name) => [name, 'ann', 'ben']),
    );
  });

  test('a key that was written without an answer is found when it is written again', async () => {
    const { write } = holder.database;
    const twice = (statement: Parameters<typeof write>[0]) => write(statement).then(() => write(statement));
    const key = { name: `desk-${++count}`, scopes: ['refunds:read'], expires: null } as const;
    const created = await createKey({ write: twice }, key, clock.now());
    expect(created?.apiKey.name).toBe(key.name);
    expect(created?.apiKey).not.toHaveProperty('hash');
    const keys = knownKeys();
    await keys.refresh();
    expect(await nameOf(keys.find(`${created?.secret}`))).toBe(key.name);
  });
});

describe('a look after a change', () => {
  test('sees the change, though a look that began before it is under way', async () => {
    const { database } = holder;
    let change = async () => {};
    const pool = {
      query: async (text: string, values?: unknown[]) => {
        const answer = await database.pool.query(text, values);
        const changing = change;
        change = async () => {};
        await changing();
        return answer;
      },
    };
    const keys = keysIn(pool);
    let late: Promise<void> | undefined;
    let key = '';
    change = async () => {
      ({ key } = await made());
      late = keys.readAnew();
    };
    await keys.refresh();
    await late;
    expect(late).toBeDefined();
    // Known already: a key that is not would be looked for again.
    expect(keys.find(key)).toMatchObject({ name: `desk-${count}` });
  });

  test('is taken, though one that began before it fails', async () => {
    const { pool } = holder.database;
    let fail = () => {};
    const failing = new Promise<never>((_, reject) => {
      fail = () => reject(new Error('The database is away'));
    });
    let looks = 0;
    const keys = keysIn({
      query: (...given: Parameters<typeof pool.query>) => (looks++ === 0 ? failing : pool.query(...given)),
    });
    const { name, key } = await made();
    const first = keys.refresh();
    const second = keys.readAnew();
    fail();
    await expect(first).rejects.toThrow('The database is away');
    await second;
    expect(await nameOf(keys.find(key))).toBe(name);
    expect(nowMs).toBe(0);
  });

  test('fails nothing while the database is away', async () => {
    const away = new KnownKeys({ query: () => Promise.reject(new Error('away')) } as never, clock);
    await expect(away.readAnew()).rejects.toThrow('away');
    await recognizer(away, null).keysChanged();
  });
});
