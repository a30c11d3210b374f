import { expect, test } from 'vitest';
import type { Charge } from '../../../prisma/generated/prisma/client.js';
import { testGateway } from '../../support/gateways/test-gateway.js';
import { insertCharge, insertPaymentIntent } from '../../support/rows/ledger-rows.js';

// One request previews all charges.
const gateway = testGateway({ requestLimits: { maxAliases: 100, maxSelections: 1_000 } });
const YEAR = '{ gte: "2006-01-01T00:00:00Z", lt: "2007-01-01T00:00:00Z" }';
const created = new Date('2006-06-01T00:00:00.000Z');

/** Amounts left, around the steps of all currencies (section 2). */
const LEFT = [0n, 1n, 9n, 10n, 99n, 100n, 101n, 1000n];
const CURRENCIES = ['usd', 'jpy', 'kwd', 'isk', 'ugx'];
const blocking = { status: 'needs_response', isChargeRefundable: false } as const;
const inquiry = { status: 'warning_needs_response', isChargeRefundable: true } as const;
const won = { status: 'won', isChargeRefundable: false } as const;

/** Inserts charges of many kinds: with each status, each currency and each amount left. */
async function insertKinds(): Promise<void> {
  const { id: paymentIntentId } = await insertPaymentIntent(gateway.database);
  const states: readonly [Partial<Charge>, Parameters<typeof insertCharge>[2]?][] = [
    [{ status: 'failed', amountCaptured: 0n, captured: false }],
    [{ status: 'failed', captured: false, paymentIntentId, amountCaptured: 0n }],
    [{ status: 'pending' }],
    [{ captured: false }],
    [{ captured: false, amountRefunded: 1000n }],
    [{ captured: false, paymentIntentId }],
    [{ paymentIntentId }],
    [{}, [blocking]],
    [{}, [inquiry]],
    [{}, [won]],
    [{ amountRefunded: 1000n }, [won]],
    [{}, [won, blocking]],
    [{ disputed: true }],
    [{ amountCaptured: 0n }],
    [{ currency: 'kwd', amount: 5n }],
    [{ currency: 'isk', amount: 50n }],
    [{ currency: 'idr', amount: 999_999_999_999n }],
  ];
  for (const [values, disputes] of states)
    await insertCharge(gateway.database, { created, ...values }, disputes);
  for (const currency of CURRENCIES)
    for (const left of LEFT)
      await insertCharge(gateway.database, { created, currency, amountRefunded: 1000n - left });
}

test('section 9: the filter refundable agrees with amountRefundable and refundPreview', async () => {
  await insertKinds();
  const { data } = await gateway.query(`{
    all: charges(first: 100, filter: { created: ${YEAR} }) { nodes { id currency amountRefundable } totalCount }
    yes: charges(first: 100, filter: { created: ${YEAR}, refundable: true }) { nodes { id } totalCount }
    no: charges(first: 100, filter: { created: ${YEAR}, refundable: false }) { nodes { id } totalCount }
  }`);
  type Row = { id: string; currency: string; amountRefundable: number };
  const all: readonly Row[] = data.all.nodes;
  expect(data.all.totalCount).toBe(all.length);
  expect(data.yes.nodes).toEqual(all.filter((row) => row.amountRefundable > 0).map(({ id }) => ({ id })));
  expect(data.no.nodes).toEqual(all.filter((row) => row.amountRefundable === 0).map(({ id }) => ({ id })));
  expect(data.yes.totalCount).toBeGreaterThan(20);
  expect(data.no.totalCount).toBeGreaterThan(15);

  // createRefund would accept the whole refundable amount. If this amount is 0, even the smallest amount is refused.
  const preview = `query (${all.map((_, index) => `$i${index}: RefundPreviewInput!`).join(', ')}) {
    ${all.map((_, index) => `p${index}: refundPreview(input: $i${index}) { __typename ... on RefundPreview { amountRefundableAfter } }`).join('\n')}
  }`;
  const amounts = all.map(({ id, currency, amountRefundable }, index): [string, object] => [
    `i${index}`,
    { charge: id, amount: amountRefundable || (currency === 'kwd' ? 10 : 100) },
  ]);
  const answer = await gateway.query(preview, Object.fromEntries(amounts));
  for (const [index, { amountRefundable, id }] of all.entries()) {
    const isPreview = answer.data[`p${index}`].__typename === 'RefundPreview';
    expect(isPreview, `${id} has ${amountRefundable} refundable`).toBe(amountRefundable > 0);
  }
});
