import { randomUUID } from 'node:crypto';
import { sql } from '../../src/database/sql.js';
import { feedHead, feedPositionOf, readFeed } from '../../src/ledger/event-feed.js';
import { approveRefund } from '../../src/refunds/approvals/approve-refund.js';
import { expireApprovals } from '../../src/refunds/approvals/expire-approvals.js';
import { rejectRefund } from '../../src/refunds/approvals/reject-refund.js';
import { cancelRefund } from '../../src/refunds/cancel-refund.js';
import { forgetKeys } from '../../src/refunds/forget-keys.js';
import { previewRefund } from '../../src/refunds/preview-refund.js';
import { resumeParkedTasks } from '../../src/refunds/processing/park-task.js';
import { runDueTasks } from '../../src/refunds/processing/run-due-tasks.js';
import { refundLimits } from '../../src/refunds/refund-limits.js';
import { updateRefundMetadata } from '../../src/refunds/update-refund-metadata.js';
import { letExpire, newApproval } from '../../test/support/gateways/ask-for-approval.js';
import { createWithoutApproval } from '../../test/support/gateways/create-without-approval.js';
import { SANDBOX_DELAY_MS } from '../../test/support/gateways/test-sandbox.js';
import { accepted, refused } from '../../test/support/gateways/test-verbs.js';
import { limitWith, policyWith } from '../../test/support/rows/policies.js';
import { chargeId, instructionsEmail, refundId, type VerbWorld } from './verb-world.js';

/** Something that a gateway does, whose statements must find their rows by an index. */
export interface VerbCase {
  readonly title: string;
  /** Makes what the case needs. Its statements are not looked at. */
  readonly prepare?: (world: VerbWorld) => Promise<unknown>;
  readonly run: (world: VerbWorld) => Promise<unknown>;
  /** The only ways to rows of the tables that grow with the ledger, whatever PostgreSQL knows of the tables. */
  readonly by: readonly string[];
}

/** What a decision reads. */
const FACTS = [
  'charge by charge_payment_intent_id_created_id_idx',
  'charge by charge_pkey',
  'idempotency_key by idempotency_key_pkey',
  'payment_intent by payment_intent_pkey',
  'refund by refund_charge_id_created_id_idx',
  'refund by refund_is_replaced_once',
  'refund by refund_pkey',
];
/** A refund is written with the checks of its references. */
const WRITTEN = ['balance_transaction by balance_transaction_pkey', ...FACTS];
/** One refund and its charge. */
const ONE = ['charge by charge_pkey', 'refund by refund_pkey'];

const policy = policyWith({ limits: [limitWith({ maxAmountPerDay: 1_000_000n })] });
const create = async (world: VerbWorld, input: Parameters<typeof createWithoutApproval>[1]) =>
  accepted(await createWithoutApproval({ ...world.as('desk'), policy }, input));
/** As many as wait together under load. */
const GROUP = 12;

/** An id from `prepare` for `run`. */
let given = '';
const keep = async (row: Promise<{ readonly id: string }>) => {
  given = (await row).id;
};
const dueTask = (method: 'debit' | 'card') => async (world: VerbWorld) => {
  await world.refund(method);
  world.clock.advance(SANDBOX_DELAY_MS);
};
const runTasks = (world: VerbWorld) => runDueTasks(world.as(null), () => {});

const REFUND = 'id amount currency status reason created';
const CHARGE = 'id amount amountRefunded currency status created';
const RELATED = `${REFUND} charge { ${CHARGE} } paymentIntent { id amount currency status created }`;
const cursor = (kind: 're' | 'ch', id: string) =>
  Buffer.from(JSON.stringify([kind, '2025-02-01T00:00:10.000Z', id])).toString('base64url');
const REFUNDS = `query ($after: String) { refunds(first: 50, after: $after) { edges { node { ${RELATED} } } pageInfo { hasNextPage } } }`;
const CHARGES = `query ($after: String) { charges(first: 20, after: $after) {
  edges { node { ${CHARGE} refunds(first: 10) { edges { node { ${REFUND} } } } } } pageInfo { hasNextPage } } }`;

export const verbCases: readonly VerbCase[] = [
  {
    title: 'one refund of a charge',
    by: WRITTEN,
    run: (world) => create(world, { charge: chargeId(world.charge('card')), amount: 1n }),
  },
  {
    title: 'one refund of a payment intent',
    by: WRITTEN,
    run: (world) =>
      create(world, { paymentIntent: `pi_${chargeId(world.charge('debit')).slice(3)}`, amount: 1n }),
  },
  {
    title: 'a refund that returns its shares',
    by: WRITTEN,
    run: (world) =>
      create(world, {
        charge: chargeId(world.charge('withShares')),
        amount: 1000n,
        refundApplicationFee: true,
        reverseTransfer: true,
      }),
  },
  {
    title: 'a group of refunds of several charges',
    by: WRITTEN,
    run: (world) =>
      Promise.all(
        Array.from({ length: GROUP }, () =>
          create(world, { charge: chargeId(world.charge('card')), amount: 1n, reason: 'fraudulent' }),
        ),
      ),
  },
  {
    title: 'a refund that replaces another one',
    by: WRITTEN,
    prepare: async (world) => {
      const refund = await world.refund('asksCustomer');
      await keep(cancelRefund(world.as('desk'), refund.id).then(accepted));
    },
    run: async (world) => {
      const found = await world.database.prisma.refund.findUniqueOrThrow({ where: { id: given } });
      await create(world, {
        charge: found.chargeId,
        amount: 1n,
        instructionsEmail,
        replaces: given,
      });
    },
  },
  {
    title: 'a refund that is refused, and once more with the same key',
    by: FACTS,
    run: async (world) => {
      const charge = chargeId(world.charge('card'));
      const input = { charge, amount: 999_999_999n, idempotencyKey: randomUUID() };
      for (let times = 0; times < 2; times++) refused(await createWithoutApproval(world.as('desk'), input));
    },
  },
  {
    title: 'a refund once more with the same key',
    by: WRITTEN,
    run: async (world) => {
      const charge = chargeId(world.charge('card'));
      const input = { charge, amount: 1n, idempotencyKey: randomUUID() };
      for (let times = 0; times < 2; times++) await create(world, input);
    },
  },
  {
    title: 'a preview of a refund',
    by: FACTS,
    run: async (world) =>
      accepted(
        await previewRefund(
          { ...world.as('desk'), policy },
          { charge: chargeId(world.charge('withShares')), refundApplicationFee: true },
        ),
      ),
  },
  { title: 'the limits of a caller', by: [], run: (world) => refundLimits({ ...world.as('desk'), policy }) },
  {
    title: 'canceling a refund',
    by: ['balance_transaction by balance_transaction_pkey', ...ONE],
    prepare: (world) => keep(world.refund('asksCustomer')),
    run: async (world) => accepted(await cancelRefund(world.as('desk'), given)),
  },
  {
    title: 'the metadata of a refund',
    by: ONE,
    prepare: (world) => keep(world.refund('card')),
    run: async (world) =>
      accepted(await updateRefundMetadata(world.as('desk'), given, { order: randomUUID() })),
  },
  { title: 'a task that changes the status', by: ONE, prepare: dueTask('debit'), run: runTasks },
  { title: 'a task that writes the reference', by: ONE, prepare: dueTask('card'), run: runTasks },
  {
    title: 'a task that is parked, and resumed',
    by: ONE,
    prepare: async (world) => {
      await dueTask('debit')(world);
      const { pool } = world.database;
      await pool.query(`UPDATE refund_task SET step = 'unknown' WHERE due < '2028-01-01'`);
    },
    run: async (world) => {
      await runTasks(world);
      await resumeParkedTasks(world.as(null));
      await world.database.write(sql`DELETE FROM refund_task WHERE due < '2028-01-01' RETURNING 1`);
    },
  },
  { title: 'no task that is due', by: [], run: runTasks },
  {
    title: 'keys that are forgotten',
    by: ['idempotency_key by idempotency_key_refused_created_idx'],
    run: (world) => forgetKeys(world.as(null)),
  },
  {
    title: 'a request for approval that is approved',
    by: WRITTEN,
    prepare: async (world) =>
      keep(newApproval(world.as('anna'), { charge: chargeId(world.charge('card')), amount: 1n })),
    run: async (world) => accepted(await approveRefund(world.as('ben'), given, null)),
  },
  {
    title: 'a request for approval that is rejected',
    by: FACTS,
    run: async (world) => {
      const asked = await newApproval(world.as('anna'), {
        charge: chargeId(world.charge('card')),
        amount: 1n,
      });
      accepted(await rejectRefund(world.as('ben'), asked.id, null));
    },
  },
  {
    title: 'an approval that expires',
    by: [],
    prepare: async (world) => {
      await keep(newApproval(world.as('anna'), { charge: chargeId(world.charge('card')), amount: 1n }));
      await letExpire(world, given);
    },
    run: (world) => expireApprovals(world.database),
  },
  {
    title: 'R1, one refund with its charge and payment intent',
    by: ['charge by charge_pkey', 'payment_intent by payment_intent_pkey', 'refund by refund_pkey'],
    run: (world) => world.query(`query ($id: ID!) { refund(id: $id) { ${RELATED} } }`, { id: refundId(7) }),
  },
  {
    title: 'R2, the first page of refunds',
    by: [
      'charge by charge_pkey',
      'payment_intent by payment_intent_pkey',
      'refund by refund_created_id_idx in its order',
    ],
    run: (world) => world.query(REFUNDS),
  },
  {
    title: 'R2, a later page of refunds',
    by: ['charge by charge_pkey', 'payment_intent by payment_intent_pkey', 'refund by refund_created_id_idx'],
    run: (world) => world.query(REFUNDS, { after: cursor('re', refundId(1)) }),
  },
  {
    title: 'R3, charges with their refunds',
    by: ['charge by charge_created_id_idx in its order', 'refund by refund_charge_id_created_id_idx'],
    run: (world) => world.query(CHARGES),
  },
  {
    title: 'R3, a later page of charges',
    by: ['charge by charge_created_id_idx', 'refund by refund_charge_id_created_id_idx'],
    run: (world) => world.query(CHARGES, { after: cursor('ch', chargeId(5)) }),
  },
  {
    title: 'the events of a refund',
    by: ['refund by refund_pkey', 'refund_event by refund_event_refund_id_position_idx'],
    run: (world) =>
      world.query('query ($id: ID!) { refund(id: $id) { events(first: 5) { nodes { id } } } }', {
        id: refundId(7),
      }),
  },
  {
    title: 'new events for followers',
    by: [
      'refund by refund_pkey',
      'refund_event by refund_event_pkey',
      'refund_event by refund_event_transaction_id_position_idx',
    ],
    prepare: (world) => world.refund('card'),
    run: async ({ database: { query } }) => {
      const { transaction } = await feedHead(query);
      const after = { transaction: transaction - 3n, position: 0n };
      await readFeed(query, 'refundEvent', after, {}, 100);
      await feedPositionOf(query, 'refundEvent', 'evt_000000007');
    },
  },
];
