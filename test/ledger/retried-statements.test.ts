import { expect, test, vi } from 'vitest';
import { MAX_READS_ON_POOL } from '../../src/database/limited-reads.js';
import { OutcomeUnknownError } from '../../src/database/retry.js';
import { sql } from '../../src/database/sql.js';
import { databaseOver } from '../../src/ledger/open-ledger.js';

type Connections = Parameters<typeof databaseOver>[0];
const LOST = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
const REFUSED = new Error('syntax error');

const over = (query: () => Promise<unknown>) =>
  databaseOver(
    { kind: 'postgresql', pool: { query } as never, signal: {} as never } satisfies Connections,
    async () => {},
  );

test('a read whose connection breaks leaves nothing, and a write may have happened', async () => {
  const query = vi.fn(async () => Promise.reject(REFUSED));
  const { query: read, write } = over(query);
  const onDoubt = vi.fn();
  query.mockRejectedValueOnce(LOST);
  await expect(read(sql`SELECT 1`)).rejects.toBe(REFUSED);
  query.mockRejectedValueOnce(LOST);
  await expect(write(sql`SELECT 1`, onDoubt)).rejects.toBeInstanceOf(OutcomeUnknownError);
  expect(onDoubt).toHaveBeenCalledOnce();
  await expect(write(sql`SELECT 1`, onDoubt)).rejects.toBe(REFUSED);
  expect(onDoubt).toHaveBeenCalledOnce();
});

test('on the pool, the reads of one request take turns with those of others', async () => {
  const begun: unknown[] = [];
  const ends: (() => void)[] = [];
  const query = ({ values }: { values: unknown[] }) => {
    begun.push(values[0]);
    return new Promise((resolve) => ends.push(() => resolve({ rows: [] })));
  };
  const { query: read } = databaseOver(
    { kind: 'postgresql', pool: { query } as never, pipelined: {} as never, signal: {} as never },
    async () => {},
  );
  const ask = (name: string, reader: object) =>
    read({ text: 'SELECT $1', values: [name], plan: 'anew' }, reader);
  const [busy, other] = [{}, {}];
  const reads = Array.from({ length: MAX_READS_ON_POOL + 3 }, () => ask('busy', busy));
  reads.push(ask('other', other));
  for (let ended = 0; ended < reads.length; ended++) {
    await expect.poll(() => ends.length).toBeGreaterThan(ended);
    ends[ended]?.();
  }
  await Promise.all(reads);
  // One of the busy request was waiting first. Then the other has its turn.
  expect(begun.indexOf('other')).toBe(MAX_READS_ON_POOL + 1);
});
