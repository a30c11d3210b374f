import { describe, expect, test } from 'vitest';
import { Ahead, type Connection, inBatches } from '../../src/database/batches.js';

/** A connection whose cursor has these batches, and the statements that it was asked. */
function connectionOf(batches: (readonly object[] | Error)[]) {
  const asked: string[] = [];
  const query = async (statement: string) => {
    asked.push(statement);
    if (!statement.startsWith('FETCH')) return { rows: [] };
    const next = batches.shift() ?? [];
    if (next instanceof Error) throw next;
    return { rows: next };
  };
  return { asked, connection: { query } as unknown as Connection };
}

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));
const FETCH = 'FETCH 1000 FROM refunds';

describe('the rows of a query', () => {
  test('come by a cursor in which later rows do not show, and which is closed', async () => {
    const { asked, connection } = connectionOf([[{ n: 1 }, { n: 2 }], [{ n: 3 }]]);
    const batches: unknown[] = [];
    for await (const batch of inBatches(connection, 'refunds', 'SELECT 1')) batches.push(batch);
    expect(batches).toEqual([[{ n: 1 }, { n: 2 }], [{ n: 3 }]]);
    expect(asked).toEqual([
      'DECLARE refunds INSENSITIVE CURSOR FOR SELECT 1',
      ...[FETCH, FETCH, FETCH],
      'CLOSE refunds',
    ]);
  });

  test('are read while the ones before are worked on, and no further ahead', async () => {
    const { asked, connection } = connectionOf([[{ n: 1 }], [{ n: 2 }]]);
    const batches = inBatches(connection, 'refunds', 'SELECT 1');
    await batches.next();
    expect(asked.filter((statement) => statement === FETCH)).toHaveLength(2);
    await batches.next();
    expect(asked.filter((statement) => statement === FETCH)).toHaveLength(3);
  });

  test('fail when the batch is needed, so that a failure of the work before it is told', async () => {
    const unhandled: unknown[] = [];
    const note = (error: unknown) => void unhandled.push(error);
    process.on('unhandledRejection', note);
    const { connection } = connectionOf([[{ n: 1 }], new Error('The connection broke')]);
    const batches = inBatches(connection, 'refunds', 'SELECT 1');
    expect((await batches.next()).value).toEqual([{ n: 1 }]);
    await nextTurn();
    await expect(batches.next()).rejects.toThrow('The connection broke');
    process.off('unhandledRejection', note);
    expect(unhandled).toEqual([]);
  });
});

describe('work ahead', () => {
  test('is begun once the piece before has ended, and only the end waits for the last one', async () => {
    const ahead = new Ahead();
    const done: string[] = [];
    const piece = (name: string) => async () => {
      done.push(`${name} begins`);
      await nextTurn();
      done.push(`${name} ends`);
    };
    await ahead.start(piece('one'));
    expect(done).toEqual(['one begins']);
    await ahead.start(piece('two'));
    expect(done).toEqual(['one begins', 'one ends', 'two begins']);
    await ahead.end();
    expect(done.at(-1)).toBe('two ends');
  });

  test('that fails is told by the next piece, which is not begun, or by the end', async () => {
    const unhandled: unknown[] = [];
    const note = (error: unknown) => void unhandled.push(error);
    process.on('unhandledRejection', note);
    const ahead = new Ahead();
    await ahead.start(() => Promise.reject(new Error('The disk is full')));
    await nextTurn();
    let begun = false;
    const next = ahead.start(async () => {
      begun = true;
    });
    await expect(next).rejects.toThrow('The disk is full');
    await expect(ahead.end()).rejects.toThrow('The disk is full');
    process.off('unhandledRejection', note);
    expect([begun, unhandled]).toEqual([false, []]);
  });
});
