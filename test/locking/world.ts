import type { Policy } from '../../src/rules/policy.js';
import { newApproval } from '../support/gateways/ask-for-approval.js';
import { createWithoutApproval } from '../support/gateways/create-without-approval.js';
import { accepted } from '../support/gateways/test-verbs.js';
import { insertCharge, insertPaymentIntent, testId } from '../support/rows/ledger-rows.js';
import { limitWith, policyWith } from '../support/rows/policies.js';
import type { Places } from './holder.js';
import type { Process } from './process.js';

/** A refund of this amount fits once into what is left of the charge, and once into the day of the caller. */
export const PART = 400n;
const AMOUNT = 1000n;
/** What the refund of the world holds. */
const HELD = 300n;
/** What always fits, and is beyond the limit of a caller who needs approval. */
export const SMALL = 200n;

/** The callers of a world, whose names are its own. */
const callers = ['anna', 'dana', 'ruth', 'ben'] as const;
type Caller = (typeof callers)[number];

const policyOf = (names: Readonly<Record<Caller, string>>): Policy =>
  policyWith({
    limits: [
      limitWith({ caller: names.anna, maxAmountPerDay: 500n }),
      limitWith({ caller: names.ruth, maxAmount: 100n, aboveLimit: 'approve' }),
    ],
  });

/**
 * A charge of 1,000 with a refund of 300 that waits for the customer until its task is done, an approval over 400, and
 * another charge without refunds. A person is known by an address in all of these.
 */
export interface World {
  readonly charge: string;
  readonly other: string;
  readonly refund: string;
  readonly approval: string;
  readonly intent: string;
  readonly email: string;
  readonly names: Readonly<Record<Caller, string>>;
  readonly policy: Policy;
}

export async function newWorld({ as, database }: Process): Promise<World> {
  const name = testId('caller');
  const names = { anna: `anna-${name}`, dana: `dana-${name}`, ruth: `ruth-${name}`, ben: `ben-${name}` };
  const email = `${testId('zoe')}@example.com`;
  const intent = await insertPaymentIntent(database, { description: `Order of ${email}` });
  const konbini = { amount: AMOUNT, billingEmail: email, paymentMethodType: 'konbini' };
  // The order of their ids is not that of their rows, nor that in which the verbs name them.
  const other = await insertCharge(database, { ...konbini, id: testId('ch_z') });
  const charge = await insertCharge(database, { ...konbini, paymentIntentId: intent.id });
  const asked = { charge: charge.id, instructionsEmail: 'other@example.com', note: `Of ${email}` };
  const [refund, approval] = await Promise.all([
    createWithoutApproval(as(names.dana), { ...asked, amount: HELD }).then((made) => accepted(made).refund),
    newApproval(as(names.dana), { ...asked, amount: PART }),
  ]);
  await database.pool.query(`UPDATE refund_task SET due = '2000-01-01' WHERE refund_id = $1`, [refund.id]);
  return {
    charge: charge.id,
    other: other.id,
    refund: refund.id,
    approval: approval.id,
    intent: intent.id,
    email,
    names,
    policy: policyOf(names),
  };
}

/** Where the things of a world are. */
export const placesOf = (world: World) =>
  ({
    imports: 'imports',
    day: { table: 'caller_day', column: 'caller', id: world.names.anna },
    approval: { table: 'refund_approval', id: world.approval },
    charge: { table: 'charge', id: world.charge },
    'other charge': { table: 'charge', id: world.other },
    'payment intent': { table: 'payment_intent', id: world.intent },
    task: { table: 'refund_task', column: 'refund_id', id: world.refund },
    refund: { table: 'refund', id: world.refund },
  }) as const satisfies Places;

/** Leaves the tasks of a world undone, so that the next one has the only task that is due. */
export const leave = ({ database }: Process, { charge, other }: World) =>
  database.pool.query(
    'UPDATE refund_task SET due = NULL, parked_reason = NULL WHERE refund_id IN (SELECT id FROM refund WHERE charge_id IN ($1, $2))',
    [charge, other],
  );

/** What the rules say of a world after some verbs. */
export interface Ledger {
  left: bigint;
  otherLeft: bigint;
  day: bigint;
  refund: string;
  approval: string;
  /** How many requests for approval were made. */
  requests: number;
  /** The person is known, by the charge and others. */
  known: boolean;
  /** A refund or a request waits for an answer of the person. */
  asks: boolean;
  task: 'due' | 'parked' | 'none';
  /** How many keys the metadata of the refund has. */
  keys: number;
}

export const newLedger = (): Ledger => ({
  left: AMOUNT - HELD,
  otherLeft: AMOUNT,
  day: 0n,
  refund: 'requires_action',
  approval: 'pending',
  requests: 0,
  known: true,
  asks: false,
  task: 'due',
  keys: 0,
});

const NOW = `
  SELECT c.refund_ceiling - c.amount_refunded AS left, o.refund_ceiling - o.amount_refunded AS "otherLeft",
    COALESCE((SELECT sum(amount) FROM caller_day WHERE caller = $5), 0)::bigint AS day,
    r.status AS refund, a.status AS approval, (SELECT count(*)::int FROM jsonb_object_keys(r.metadata)) AS keys,
    (SELECT count(*)::int FROM refund_approval WHERE requested_by = $6) AS requests,
    c.billing_email IS NOT NULL AS known,
    COALESCE((SELECT CASE WHEN parked_reason IS NULL THEN 'due' ELSE 'parked' END FROM refund_task WHERE refund_id = r.id), 'none') AS task,
    (SELECT COALESCE(sum(amount), 0) FROM refund WHERE charge_id = c.id AND status NOT IN ('failed', 'canceled')) = c.amount_refunded
      AND (SELECT COALESCE(sum(amount), 0) FROM refund WHERE charge_id = o.id AND status NOT IN ('failed', 'canceled')) = o.amount_refunded
      AS balanced
  FROM charge c, charge o, refund r, refund_approval a WHERE c.id = $1 AND o.id = $2 AND r.id = $3 AND a.id = $4`;

/** The same as it is in the database, and whether the totals of the charges are the sums of their refunds. */
export async function ledgerNow(
  { database }: Process,
  { charge, other, refund, approval, names }: World,
): Promise<Omit<Ledger, 'asks'> & { readonly balanced: boolean }> {
  const { rows } = await database.pool.query(NOW, [charge, other, refund, approval, names.anna, names.ruth]);
  const [row] = rows;
  const amounts = { left: BigInt(row.left), otherLeft: BigInt(row.otherLeft), day: BigInt(row.day) };
  return { ...row, ...amounts };
}
