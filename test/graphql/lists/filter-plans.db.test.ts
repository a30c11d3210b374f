import { isInputObjectType } from 'graphql';
import { beforeAll, expect, inject, test } from 'vitest';
import { cases as moreCases } from '../../../assurance/plans/cases.js';
import { schema } from '../../../src/graphql/schema.js';
import { type SentStatement, sentStatementsOf } from '../../support/databases/statements.js';
import { testGateway } from '../../support/gateways/test-gateway.js';
import { insertCharge, insertPaymentIntent } from '../../support/rows/ledger-rows.js';

/** So many refunds that reading all of them is never the cheapest plan for a page. */
const REFUNDS = 30_000;

const gateway = testGateway();
const isServer = inject('template').kind === 'postgresql';
beforeAll(async () => {
  if (isServer) await fillLedger();
}, 60_000);

/**
 * Inserts the refunds of a shop. Nearly all succeeded, most have one currency, and each has an order id. Few have an
 * e-mail address or rare metadata.
 */
async function fillLedger(): Promise<void> {
  const { pool } = gateway.database;
  const intent = await insertPaymentIntent(gateway.database, { id: 'pi_of_one' });
  await insertCharge(gateway.database, { id: 'ch_of_one', paymentIntentId: intent.id });
  await insertCharge(gateway.database, { id: 'ch_of_many' });
  await pool.query(
    `INSERT INTO refund (id, amount, charge_id, created, currency, imported, instructions_email, metadata,
       payment_intent_id, reason, refund_application_fee, reverse_transfer, status)
     SELECT 're_' || n, 1 + n * 7919 % 100000, CASE WHEN one THEN 'ch_of_one' ELSE 'ch_of_many' END,
       timestamptz '2026-01-01' + n * interval '1 minute',
       (ARRAY['usd', 'usd', 'usd', 'usd', 'usd', 'usd', 'eur', 'eur', 'jpy', 'gbp'])[1 + n % 10], true,
       CASE WHEN n % 100 = 7 THEN 'customer' || n || '@example.com' END,
       jsonb_build_object('order_id', n::text, 'channel', (ARRAY['web', 'shop', 'phone'])[1 + n % 3])
         || CASE WHEN n % 3000 = 11 THEN '{"escalated": "yes"}' ELSE '{}' END::jsonb,
       CASE WHEN one THEN 'pi_of_one' END,
       CASE WHEN n % 3 = 0 THEN 'requested_by_customer' WHEN n % 50 = 1 THEN 'duplicate' WHEN n % 500 = 2 THEN 'fraudulent' END::refund_reason,
       false, false,
       CASE WHEN n % 200 = 3 THEN 'pending' WHEN n % 500 = 4 THEN 'requires_action' WHEN n % 25 = 5 THEN 'failed'
         WHEN n % 1000 = 6 THEN 'canceled' ELSE 'succeeded' END::refund_status
     FROM (SELECT n, n % 2000 = 9 AS one FROM generate_series(1, ${REFUNDS}) n) numbers`,
  );
  await pool.query('ANALYZE refund');
}

interface Plan {
  readonly 'Node Type': string;
  readonly 'Index Name'?: string;
  readonly 'Relation Name'?: string;
  readonly Plans?: readonly Plan[];
}
const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

/** PostgreSQL's plan for the page of a filter. The values are sent each time, so the plan may depend on them. */
async function planOf(filter: object): Promise<readonly Plan[]> {
  const [statement, ...others] = await sentStatementsOf(async () => {
    const { errors } = await gateway.query(
      'query ($filter: RefundFilter) { refunds(filter: $filter) { nodes { id } } }',
      { filter },
    );
    expect(errors).toBeUndefined();
  });
  expect(others).toEqual([]);
  const { text, values, name } = statement as SentStatement;
  expect(name, 'a filtered page has no statement name, so that it is planned for its values').toBeUndefined();
  const { rows } = await gateway.database.pool.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
    `EXPLAIN (FORMAT JSON) ${text}`,
    [...values],
  );
  const [row] = rows;
  return row ? nodesOf(row['QUERY PLAN'][0].Plan) : [];
}

/** The index in the order of the list. Frequent rows are found by reading it until the page is full. */
const WALK = 'refund_created_id_idx';
const STATUS = 'refund_status_created_id_idx';
const REASON = 'refund_reason_created_id_idx';
const CURRENCY = 'refund_currency_created_id_idx';
const METADATA = 'refund_metadata_idx';
const AMOUNT = 'refund_amount_id_idx';
const order = (value: string) => ({ key: 'order_id', value });
const day = { gte: '2026-01-10T00:00:00Z', lt: '2026-01-11T00:00:00Z' };

const cases: readonly [string, object, readonly string[]][] = [
  ['a status', { status: ['PENDING'] }, [STATUS]],
  ['the most frequent status', { status: ['SUCCEEDED'] }, [WALK]],
  // No index has the order of the list for several values. Frequent rows are read in order, rare rows are sorted.
  ['frequent statuses', { status: ['SUCCEEDED', 'FAILED'] }, [WALK]],
  ['rare statuses', { status: ['CANCELED', 'REQUIRES_ACTION'] }, [STATUS]],
  ['a reason', { reason: ['FRAUDULENT'] }, [REASON]],
  ['a reason that nothing has', { reason: ['RESOLVED_DISPUTE'] }, [REASON]],
  ['a currency', { currency: ['gbp'] }, [CURRENCY]],
  ['a currency that nothing has', { currency: ['chf'] }, [CURRENCY]],
  ['frequent currencies', { currency: ['gbp', 'jpy'] }, [WALK]],
  ['few amounts', { amount: { gte: 500, lte: 520 } }, [AMOUNT]],
  ['the largest amounts', { amount: { gte: 99_990 } }, [AMOUNT]],
  ['nearly all amounts', { amount: { gte: 100 } }, [WALK]],
  ['a day', { created: day }, [WALK]],
  ['a metadata key that few have', { metadata: { key: 'escalated' } }, [METADATA]],
  ['a metadata key that nothing has', { metadata: { key: 'nope' } }, [METADATA]],
  ['a metadata key that all have', { metadata: { key: 'order_id' } }, [WALK]],
  ['a metadata value', { metadata: order('4711') }, [METADATA]],
  [
    'an e-mail address',
    { instructionsEmail: 'customer107@example.com' },
    ['refund_instructions_email_created_id_idx'],
  ],
  ['a charge', { charge: 'ch_of_one' }, ['refund_charge_id_created_id_idx']],
  ['a payment intent', { paymentIntent: 'pi_of_one' }, ['refund_payment_intent_id_created_id_idx']],
  ['a status on one day', { status: ['FAILED'], created: day }, [STATUS]],
  [
    'two statuses in a currency',
    { status: ['PENDING', 'REQUIRES_ACTION'], currency: ['eur'] },
    [CURRENCY, STATUS],
  ],
  ['a status and a reason', { status: ['FAILED'], reason: ['FRAUDULENT'] }, [REASON, STATUS]],
  ['the pending refunds of a charge', { charge: 'ch_of_many', status: ['PENDING'] }, [STATUS]],
  ['an order and a status', { metadata: order('4711'), status: ['SUCCEEDED'] }, [METADATA]],
  ['the largest amounts of a currency', { currency: ['usd'], amount: { gte: 99_990 } }, [AMOUNT]],
];

test.runIf(isServer).each(cases)(
  'section 9: refunds by %s are found by an index',
  async (_, filter, indexes) => {
    const plan = await planOf(filter);
    const scans = plan.filter((node) => node['Node Type'] === 'Seq Scan');
    expect(scans.map((node) => node['Relation Name'])).toEqual([]);
    const used = plan.flatMap((node) => node['Index Name'] ?? []);
    expect(used.toSorted()).toEqual(indexes.toSorted());
  },
);

test('every field of the filter has a case above, or in npm run plans', () => {
  const filter = schema.getType('RefundFilter');
  const fields = isInputObjectType(filter) ? Object.keys(filter.getFields()) : [];
  const planned = new Set(cases.flatMap(([, given]) => Object.keys(given)));
  // The filters by what its charge has, and by what a desk knows of a refund.
  for (const { list, filter: given } of moreCases)
    if (list === 'refunds') for (const field of Object.keys(given ?? {})) planned.add(field);
  expect([...planned].toSorted()).toEqual(fields.toSorted());
});
