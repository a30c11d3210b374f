import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { sql } from '../src/database/sql.js';
import { openStream } from './support/clients/event-stream.js';
import { testDatabase } from './support/databases/test-database.js';
import { announced, ask, type RunningGateway, spawnMain } from './support/processes/gateway-process.js';
import { settingsOf } from './support/processes/processes.js';
import { insertCharge } from './support/rows/ledger-rows.js';

const holder = testDatabase();
const isServer = inject('template').kind === 'postgresql';
const REFUNDS = 20;

/** Refunds stay pending until a test makes them due, so no refund settles while a process is being killed. */
const SANDBOX_DELAY_MS = String(60 * 60_000);
const makeDue = ({ id }: { readonly id: string }) =>
  holder.database.query(sql`
    UPDATE refund_task SET due = now() FROM refund r WHERE r.id = refund_id AND r.charge_id = ${id}`);
let a!: RunningGateway;
let b!: RunningGateway;
beforeAll(async () => {
  if (!isServer) return;
  const settings = { ...(await settingsOf(holder.database)), SANDBOX_DELAY_MS };
  const start = () => announced(spawnMain(settings));
  [a, b] = await Promise.all([start(), start()]);
});
afterAll(async () => {
  if (!isServer) return;
  for (const { child } of [a, b]) child.kill('SIGKILL');
  await Promise.all([a.ended, b.ended]);
});

/** A charge whose refunds are pending at first. */
const bankDebit = () => insertCharge(holder.database, { paymentMethodType: 'sepa_debit' });

const refundAt = (gateway: RunningGateway, charge: { readonly id: string }) =>
  ask(gateway, `mutation { createRefund(input: { charge: "${charge.id}", amount: 1 }) { __typename } }`);

/** Counts the refunds of a charge, with their transactions, events and tasks. */
async function historyOf({ id }: { readonly id: string }) {
  const [row] = await holder.database.query(sql`
    SELECT count(*)::int, count(*) FILTER (WHERE r.status = 'succeeded')::int,
      count(DISTINCT r.balance_transaction_id)::int, count(r.failure_balance_transaction_id)::int,
      sum((SELECT count(*) FROM refund_event e WHERE e.refund_id = r.id))::int,
      sum((SELECT count(*) FROM refund_event e
        WHERE e.refund_id = r.id AND e.type = 'refund_updated' AND e.status = 'succeeded'))::int,
      sum((SELECT count(*) FROM refund_task t WHERE t.refund_id = r.id))::int
    FROM refund r WHERE r.charge_id = ${id}`);
  const [refunds, succeeded, taken, returned, events, settled, tasks] = row as number[];
  return { refunds, succeeded, taken, returned, events, settled, tasks };
}
/** The counts if each refund was created and settled once, with one event for each and one movement of money. */
const settledOnce = {
  refunds: REFUNDS,
  succeeded: REFUNDS,
  taken: REFUNDS,
  returned: 0,
  events: 2 * REFUNDS,
  settled: REFUNDS,
  tasks: 0,
};

test.runIf(isServer)(
  'I11: a follower of one process sees the changes of the other process, and misses none when it is disconnected',
  { tags: ['long'] },
  async () => {
    const charge = await bankDebit();
    const told: string[] = [];
    /** Follows process b from the last received event until there are `count` events. */
    const follow = async (count: number) => {
      const stream = await openStream(
        `${b.url}/graphql`,
        `subscription ($charge: ID, $afterEvent: ID) {
          refundEvents(filter: { charge: $charge }, afterEvent: $afterEvent) { id } }`,
        { charge: charge.id, afterEvent: told.at(-1) ?? null },
      );
      const [answers] = await Promise.all([
        stream.take(count - told.length),
        told.length === 0 && Promise.all(Array.from({ length: REFUNDS }, () => refundAt(a, charge))),
      ]);
      told.push(...answers.map(({ data }) => data.refundEvents.id as string));
      stream.cut();
    };
    for (const count of [5, 12]) await follow(count);
    await makeDue(charge);
    for (const count of [REFUNDS + 3, 2 * REFUNDS]) await follow(count);

    const happened = await holder.database.query(sql`
      SELECT e.id FROM refund_event e JOIN refund r ON r.id = e.refund_id WHERE r.charge_id = ${charge.id}
      ORDER BY e.transaction_id, e.position`);
    expect(told).toEqual(happened.map(([id]) => id));
    expect(await historyOf(charge)).toEqual(settledOnce);
  },
);

test.runIf(isServer)(
  'section 7: refunds are settled once, by two processes and by the remaining process',
  { tags: ['long'] },
  async () => {
    const [shared, left] = [await bankDebit(), await bankDebit()];
    await Promise.all(Array.from({ length: REFUNDS }, (_, index) => refundAt(index % 2 ? a : b, shared)));
    await makeDue(shared);
    await expect.poll(() => historyOf(shared)).toEqual(settledOnce);

    await Promise.all(Array.from({ length: REFUNDS }, () => refundAt(a, left)));
    a.child.kill('SIGKILL');
    expect(await a.ended).toBe('SIGKILL');
    expect(await historyOf(left)).toMatchObject({ refunds: REFUNDS, succeeded: 0, tasks: REFUNDS });
    await makeDue(left);
    await expect.poll(() => historyOf(left)).toEqual(settledOnce);
  },
);
