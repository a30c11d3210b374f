import { expect, test } from 'vitest';
import { testGateway } from '../../support/gateways/test-gateway.js';
import { insertCharge, insertRefund, testId } from '../../support/rows/ledger-rows.js';
import { insertRichRefunds } from '../../support/rows/rich-refunds.js';

const gateway = testGateway();
const FEE_REFUND = testId('fr');
const REVERSAL = testId('trr');
const TRANSFER = testId('tr');
const FEE = testId('fee');

/** A charge with two refunds, and another charge with one refund of the same payment intent. */
const known = { charge: '', sibling: '', intent: '', refund: '', second: '', ofSibling: '' };
let ids: Awaited<ReturnType<typeof insertRichRefunds>>;
gateway.prepare(async () => {
  const { database } = gateway;
  const { prisma } = database;
  ids = await insertRichRefunds(database, 2);
  const [id = '', refund = '', intent = ''] = [ids.Charge[0], ids.Refund[0], ids.PaymentIntent[0]];
  const charge = await prisma.charge.findUniqueOrThrow({ where: { id } });
  const of = {
    transferId: TRANSFER,
    transferAmount: 100n,
    applicationFeeId: FEE,
    applicationFeeAmount: 100n,
  };
  const sibling = await insertCharge(database, { ...of, paymentIntentId: intent });
  const movement = { amount: 1n, created: charge.created, currency: 'usd', chargeId: sibling.id };
  await prisma.transferReversal.create({ data: { id: REVERSAL, ...movement } });
  await prisma.applicationFeeRefund.create({ data: { id: FEE_REFUND, ...movement } });
  const second = await insertRefund(database, charge, { amount: 1n });
  const ofSibling = await insertRefund(database, sibling, { amount: 1n });
  Object.assign(known, { charge: id, sibling: sibling.id, intent, refund });
  Object.assign(known, { second: second.id, ofSibling: ofSibling.id });
});
type Known = keyof typeof known;

test.each<[string, () => string | undefined, readonly Known[], readonly Known[]]>([
  ['a charge', () => known.charge, ['charge'], ['refund', 'second']],
  ['a payment intent', () => known.intent, ['charge', 'sibling'], ['refund', 'second', 'ofSibling']],
  ['a refund', () => known.refund, ['charge'], ['refund']],
  ['an event of a refund', () => ids.RefundEvent[0], ['charge'], ['refund']],
  ['a dispute', () => ids.Dispute[0], ['charge'], ['refund', 'second']],
  ['an approval', () => ids.RefundApproval[0], ['charge'], ['refund', 'second']],
  ['a transfer', () => TRANSFER, ['sibling'], ['ofSibling']],
  ['a transfer reversal', () => REVERSAL, ['sibling'], ['ofSibling']],
  ['an application fee', () => FEE, ['sibling'], ['ofSibling']],
  ['an application fee refund', () => FEE_REFUND, ['sibling'], ['ofSibling']],
])(
  'section 9: the id of %s finds its charges, and the refunds that it stands for',
  async (_, id, charges, refunds) => {
    const { data, errors } = await gateway.query(
      `query ($search: String) { charges(filter: { search: $search }) { nodes { id } }
      refunds(filter: { search: $search }) { nodes { id } } }`,
      { search: id() },
    );
    expect(errors).toBeUndefined();
    const found = (list: 'charges' | 'refunds') => data[list].nodes.map((row: { id: string }) => row.id);
    expect(found('charges').toSorted()).toEqual(charges.map((name) => known[name]).toSorted());
    expect(found('refunds').toSorted()).toEqual(refunds.map((name) => known[name]).toSorted());
  },
);

test.each([
  [400n, 'PARTIAL'],
  [1000n, 'FULL'],
])(
  'section 9: a charge is found as refunded, though the ledger does not have its refunds: %d, %s',
  async (sum, refunded) => {
    const { id } = await insertCharge(gateway.database, {
      ...{ amount: 1000n, amountRefunded: sum, openingRefunded: sum },
    });
    const { data } = await gateway.query(
      'query ($filter: ChargeFilter) { charges(filter: $filter) { nodes { id } } }',
      { filter: { search: id, refunded } },
    );
    expect(data.charges.nodes).toEqual([{ id }]);
  },
);
