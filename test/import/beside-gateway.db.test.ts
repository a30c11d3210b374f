import { expect, test } from 'vitest';
import { importObjects } from '../../src/import/import-objects.js';
import type { ImportProgress } from '../../src/import/import-report.js';
import { lockIsAwaited } from '../support/databases/lock-is-awaited.js';
import { testDatabase } from '../support/databases/test-database.js';
import { TestClock } from '../support/gateways/test-clock.js';
import { testId } from '../support/rows/ledger-rows.js';
import { chargeObject, imported, refundObject } from '../support/rows/stripe-objects.js';

const holder = testDatabase();

test('section 11: beside a gateway, the import waits for a refund that is being created, and counts it', async ({
  skip,
}) => {
  const { database } = holder;
  if (database.kind === 'embedded') skip('the embedded database has a single session');
  const charge = chargeObject();
  await imported(database, [charge]);

  const gateway = await database.pool.connect();
  await gateway.query('BEGIN');
  await gateway.query('UPDATE charge SET amount_refunded = 200 WHERE id = $1', [charge.id]);
  await gateway.query(
    `INSERT INTO refund (id, amount, charge_id, created, currency, imported, metadata, refund_application_fee, reverse_transfer, status)
     VALUES ($1, 200, $2, now(), 'usd', false, '{}', false, false, 'succeeded')`,
    [testId('re'), charge.id],
  );
  const importing = imported(database, [
    { ...charge, amount_refunded: 300 },
    refundObject({ charge: charge.id, amount: 300 }),
  ]);
  await lockIsAwaited(database.pool);
  await gateway.query('COMMIT');
  gateway.release();
  await importing;
  expect(await database.prisma.charge.findUnique({ where: { id: charge.id } })).toMatchObject({
    amountRefunded: 500n,
    openingRefunded: 0n,
  });
});

test('section 11: simultaneous imports run one after the other', async ({ skip }) => {
  const { database } = holder;
  if (database.kind === 'embedded') skip('the embedded database has a single session');
  const charges = [1, 2, 3, 4].map(() => chargeObject());
  const [begun, ...rest] = charges.map((charge) => JSON.stringify(charge));
  let finish = () => {};
  const held = new Promise<void>((resolve) => {
    finish = resolve;
  });
  async function* slowly() {
    yield `${begun}`;
    await held;
    yield* rest;
  }
  const steps: string[] = [];
  const clock = new TestClock();
  const start = async (name: string, lines: AsyncIterable<string> | Iterable<string>) => {
    const onProgress = ({ step }: ImportProgress) => void steps.push(`${name}: ${step}`);
    const { outcome } = await importObjects(database, lines, { clock, onProgress });
    steps.push(`${name}: ${outcome}`);
  };
  const imports = [start('first', slowly())];
  await expect.poll(() => steps).toContain('first: reading');
  for (const name of ['second', 'third'])
    imports.push(
      start(
        name,
        charges.toReversed().map((charge) => JSON.stringify(charge)),
      ),
    );
  await lockIsAwaited(database.pool, 2);
  expect(steps.filter((step) => !step.startsWith('first'))).toEqual(['second: waiting', 'third: waiting']);
  finish();
  await Promise.all(imports);
  // The next import may begin before this process has the answer to the COMMIT of the last one.
  const working = steps.filter((step) => !/waiting|imported/.test(step)).map((step) => step.split(':')[0]);
  expect(working.filter((name, index) => name !== working[index - 1])).toHaveLength(imports.length);
  expect(steps.filter((step) => step.endsWith('imported'))).toHaveLength(imports.length);
  expect(await database.prisma.charge.count({ where: { id: { in: charges.map(({ id }) => id) } } })).toBe(4);
});
