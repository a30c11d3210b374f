import { expect, test } from 'vitest';
import type { Audited } from '../../src/audit/audited.js';
import { RefusalLog } from '../../src/audit/refusal-log.js';
import type { Statement } from '../../src/database/sql.js';
import { TestClock } from '../support/gateways/test-clock.js';

const refusal = (given: Partial<Audited> = {}): Audited => ({
  actor: 'desk',
  action: 'createRefund',
  outcome: 'refused',
  code: 'AMOUNT_TOO_LARGE',
  objects: ['ch_1'],
  amount: 5n,
  ...given,
});

/** A log over a database that keeps what it is told to write. */
function logOf() {
  const written: Record<string, unknown>[][] = [];
  const time = { ms: 0, isAway: false };
  const write = async ({ values }: Statement) => {
    if (time.isAway) throw new Error('away');
    written.push(JSON.parse(String(values[0])));
    return [];
  };
  return { log: new RefusalLog({ write }, new TestClock(), () => time.ms), written, time };
}

test('equal refusals of a second share an entry with their number; others have their own', async () => {
  const { log, written } = logOf();
  for (let times = 0; times < 3; times++) log.note(refusal());
  log.note(refusal({ actor: 'bot' }));
  log.note(refusal({ amount: 6n }));
  log.note(refusal({ objects: ['ch_2'] }));
  log.note(refusal({ action: 'approveRefund' }));
  log.note(refusal({ outcome: 'failed' }));
  log.note(refusal({ code: 'RESOURCE_MISSING' }));
  expect(await log.write()).toBe(7);
  expect(written[0]).toMatchObject([
    { actor: 'desk', action: 'createRefund', outcome: 'refused', amount: '5', objects: ['ch_1'], count: 3 },
    { actor: 'bot', count: 1 },
    { amount: '6', count: 1 },
    { objects: ['ch_2'], count: 1 },
    { action: 'approveRefund', count: 1 },
    { outcome: 'failed', count: 1 },
    { code: 'RESOURCE_MISSING', count: 1 },
  ]);
  expect(await log.write()).toBe(0);
  log.note(refusal());
  expect(await log.write()).toBe(1);
});

test('beyond 60 of a caller in a minute, those of one action and code are summed until it is over', async () => {
  const { log, written, time } = logOf();
  for (let at = 0; at < 160; at++) log.note(refusal({ objects: [`ch_${at}`], amount: BigInt(at) }));
  for (let at = 0; at < 67; at++) log.note(refusal({ actor: 'bot', objects: [`ch_${at}`] }));
  log.note(refusal({ actor: 'somebody else', objects: ['ch_important'] }));
  expect(await log.write()).toBe(121);
  expect(written[0]?.at(-1)).toMatchObject({ actor: 'somebody else', objects: ['ch_important'] });
  time.ms = 59_999;
  expect(await log.write()).toBe(0);
  time.ms = 60_000;
  expect(await log.write()).toBe(2);
  expect(written[1]).toMatchObject([
    {
      actor: 'desk',
      action: 'createRefund',
      code: 'AMOUNT_TOO_LARGE',
      objects: [],
      count: 100,
    },
    { actor: 'bot', action: 'createRefund', code: 'AMOUNT_TOO_LARGE', objects: [], count: 7 },
  ]);
  // The next minute begins here.
  for (let at = 0; at < 61; at++) log.note(refusal({ objects: [`ch_${at}`] }));
  expect(await log.write()).toBe(60);
  time.ms = 120_000;
  expect(await log.write()).toBe(1);
});

test('beyond 1,000 sums, those of one code are summed', async () => {
  const { log, written } = logOf();
  for (let at = 0; at < 2_000; at++) log.note(refusal({ actor: `caller ${at}` }));
  for (let at = 0; at < 5; at++) log.note(refusal({ actor: `caller ${1_700}`, code: 'RESOURCE_MISSING' }));
  for (let at = 0; at < 3; at++) log.note(refusal({ actor: 'caller 700' }));
  await log.writeAll();
  const rows = written.flat();
  expect(rows).toHaveLength(600 + 1_000 + 2);
  expect(rows.find(({ actor }) => actor === 'caller 700')).toMatchObject({
    action: 'createRefund',
    count: 4,
  });
  expect(rows.slice(-2)).toMatchObject([
    { action: 'any', outcome: 'refused', code: 'AMOUNT_TOO_LARGE', count: 400 },
    { action: 'any', code: 'RESOURCE_MISSING', count: 5 },
  ]);
  expect(rows.reduce((sum, { count }) => sum + Number(count), 0)).toBe(2_008);
  log.note(refusal());
  expect(await log.write()).toBe(1);
});

test('what could not be written is written again as it was, since it may be there already', async () => {
  const { log, written, time } = logOf();
  log.note(refusal());
  time.isAway = true;
  await expect(log.write()).rejects.toThrow('away');
  log.note(refusal());
  time.isAway = false;
  expect(await log.write()).toBe(1);
  expect(await log.write()).toBe(1);
  expect(written.map(([row]) => row?.['count'])).toEqual([1, 1]);
  expect(new Set(written.map(([row]) => row?.['id'])).size).toBe(2);
});

test('the end of the process does not wait for the end of the minute', async () => {
  const { log, written, time } = logOf();
  for (let at = 0; at < 601; at++) log.note(refusal({ actor: `caller ${at}` }));
  time.isAway = true;
  await expect(log.write()).rejects.toThrow('away');
  time.isAway = false;
  log.note(refusal({ actor: 'caller 600' }));
  await log.writeAll();
  expect(written.map((rows) => rows.length)).toEqual([600, 1]);
  expect(written.flat().reduce((sum, { count }) => sum + Number(count), 0)).toBe(602);
});

test('an entry has the time of its first refusal, however late it is written', async () => {
  const { log, written, time } = logOf();
  log.note(refusal());
  time.ms = 400;
  log.note(refusal());
  log.note(refusal({ actor: 'bot' }));
  time.ms = 1_000;
  await log.write();
  expect(written[0]?.map(({ actor, count, age_ms: age }) => [actor, count, age])).toEqual([
    ['desk', 2, 1_000],
    ['bot', 1, 600],
  ]);
});
