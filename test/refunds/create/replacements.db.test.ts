import { describe, expect, inject, onTestFinished, test } from 'vitest';
import { type Database, openDatabase } from '../../../src/ledger/open-ledger.js';
import { approveRefund } from '../../../src/refunds/approvals/approve-refund.js';
import { cancelRefund } from '../../../src/refunds/cancel-refund.js';
import { RefundGroups } from '../../../src/refunds/create/refund-groups.js';
import type { CreateRefundInput } from '../../../src/rules/refund-input.js';
import { isRefusal } from '../../../src/rules/refusal.js';
import { sentStatementsOf } from '../../support/databases/statements.js';
import { newApproval } from '../../support/gateways/ask-for-approval.js';
import { createWithoutApproval } from '../../support/gateways/create-without-approval.js';
import { accepted, refused, testVerbs } from '../../support/gateways/test-verbs.js';
import { insertCharge, insertPaymentIntent, testId } from '../../support/rows/ledger-rows.js';

const verbs = testVerbs();
const instructionsEmail = 'jenny@example.com';
const cancel = async (id: string) => accepted(await cancelRefund(verbs.as('desk'), id));

/** A canceled refund, and the input of a refund of its charge that replaces it. */
async function canceled(amount = 400n) {
  const { id: paymentIntentId } = await insertPaymentIntent(verbs.database);
  const charge = await insertCharge(verbs.database, { paymentMethodType: 'konbini', paymentIntentId });
  const { id } = await verbs.refund({ charge: charge.id, amount, instructionsEmail });
  await cancel(id);
  return { id, charge, input: { charge: charge.id, amount, instructionsEmail, replaces: id } };
}

/** The same database over other connections, as another process has it. */
async function otherProcess(): Promise<Database> {
  if (inject('template').kind === 'embedded') return verbs.database;
  const { rows } = await verbs.database.pool.query<{ name: string }>('SELECT current_database() AS name');
  const url = new URL((inject('template') as { readonly url: string }).url);
  url.pathname = `/${rows[0]?.name}`;
  const database = await openDatabase({ url: url.href });
  onTestFinished(() => database.close());
  return database;
}

const aliveOf = async (id: string) =>
  (await verbs.database.prisma.refund.findMany({ where: { replacesId: id } })).filter(
    ({ status }) => status !== 'failed' && status !== 'canceled',
  );

describe('rule 16.1: a refund replaces a canceled one of the same charge', () => {
  test('and the history of the new one names it, once', async () => {
    const { id, input } = await canceled();
    const refund = await verbs.refund(input, 'desk');
    expect(refund).toMatchObject({ replacesId: id, status: 'requires_action' });
    expect(await verbs.eventsOf(refund.id)).toMatchObject([
      { type: 'refund_created', changes: [{ field: 'replaces', before: null, after: id }] },
    ]);
    // What is replaced stays as it was.
    expect((await verbs.eventsOf(id)).map(({ type }) => type)).toEqual(['refund_created', 'refund_updated']);
  });

  test('also through the payment intent', async () => {
    const { id, charge, input } = await canceled();
    const refund = await verbs.refund({ ...input, charge: null, paymentIntent: charge.paymentIntentId });
    expect(refund.replacesId).toBe(id);
  });

  test('a refund of another charge, an unknown one and one that is alive are refused, and the key keeps it', async () => {
    const { id, input } = await canceled();
    const { id: charge } = await insertCharge(verbs.database);
    const alive = await verbs.refund({ charge, amount: 1n });
    for (const [wrong, code] of [
      [{ charge, replaces: id }, 'PARAMETER_INVALID'],
      [{ ...input, replaces: 're_none' }, 'RESOURCE_MISSING'],
      [{ charge, replaces: alive.id }, 'PARAMETER_INVALID'],
    ] as const) {
      const keyed: CreateRefundInput = { ...wrong, idempotencyKey: testId('key') };
      const refusal = refused(await verbs.create(keyed));
      expect(refusal).toMatchObject({ code, param: 'replaces' });
      expect(await verbs.create(keyed)).toEqual(refusal);
    }
  });

  test('section 8: a retry replays the replacement; another id with the key is refused', async () => {
    const { id, input } = await canceled();
    const keyed = { ...input, idempotencyKey: testId('key') };
    const first = await verbs.refund(keyed);
    expect(await verbs.create(keyed)).toMatchObject({ refund: { id: first.id }, idempotentReplay: true });
    const other = await verbs.create({ ...keyed, replaces: first.id });
    expect(other).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
    expect(await aliveOf(id)).toHaveLength(1);
  });
});

describe('rule 16.2: at most one replacement is alive', () => {
  test('another one is possible once the first is canceled too', async () => {
    const { id, input } = await canceled();
    const first = await verbs.refund(input);
    expect(await verbs.create(input)).toEqual({
      code: 'PARAMETER_INVALID',
      message: `Refund ${id} is replaced by refund ${first.id} already.`,
      param: 'replaces',
    });
    await cancel(first.id);
    const second = await verbs.refund(input);
    expect((await aliveOf(id)).map((refund) => refund.id)).toEqual([second.id]);
  });

  test('of many at once, in one process, one is made; the others are refused', async () => {
    for (let round = 0; round < 5; round++) {
      const { id, charge, input } = await canceled(100n);
      // By the charge and by the payment intent they are decided in different groups, or apart in one.
      const byIntent = { ...input, charge: null, paymentIntent: charge.paymentIntentId };
      const answers = await Promise.all(
        Array.from({ length: 8 }, (_, index) => verbs.create(index % 2 === 0 ? input : byIntent)),
      );
      const codes = answers.flatMap((answer) =>
        isRefusal(answer) ? [`${answer.code} ${answer.param}`] : [],
      );
      expect(codes).toEqual(Array(7).fill('PARAMETER_INVALID replaces'));
      expect(await aliveOf(id)).toHaveLength(1);
    }
  });

  test('of two processes at once, one makes it; the other one decides again and is refused', async () => {
    const other = await otherProcess();
    const theirs = { ...verbs.as('shop'), database: other, groups: new RefundGroups(other) };
    for (let round = 0; round < 15; round++) {
      const { id, input } = await canceled(100n);
      const answers = await Promise.all([verbs.create(input, 'desk'), createWithoutApproval(theirs, input)]);
      expect(answers.filter((answer) => !isRefusal(answer))).toHaveLength(1);
      expect(answers.find(isRefusal)).toMatchObject({ code: 'PARAMETER_INVALID', param: 'replaces' });
      expect(await aliveOf(id)).toHaveLength(1);
    }
  });

  test('a replacement that came and was canceled between a decision and its write does no harm', async () => {
    const { id, input } = await canceled(100n);
    const answers = await Promise.all([
      verbs.create(input),
      verbs.refund({ ...input, replaces: null }).then((refund) => cancel(refund.id)),
      verbs.create(input),
    ]);
    expect(answers.filter((answer) => 'refund' in answer)).toHaveLength(1);
    expect(await aliveOf(id)).toHaveLength(1);
  });
});

describe('rule 13.4: an approved refund is decided anew', () => {
  test('it keeps what it replaces and its lines; its history names both', async () => {
    const { id, charge, input } = await canceled();
    const lines = [{ description: 'A mug', amount: 400n }];
    const approval = await newApproval(verbs.as('anna'), { ...input, lines });
    expect(await aliveOf(id)).toEqual([]);
    const refund = accepted(await approveRefund(verbs.as('ben'), approval.id, null));
    const kept = [{ description: 'A mug', amount: '400' }];
    expect(refund).toMatchObject({ replacesId: id, lines: kept, chargeId: charge.id });
    const [created] = await verbs.eventsOf(refund.id);
    expect(((created?.changes ?? []) as { field: string }[]).map(({ field }) => field)).toEqual([
      'replaces',
      'approval',
      'approval.requestedBy',
      'approval.decidedBy',
    ]);
  });

  test('rule 16.2: it is refused if there is another replacement by now, and then waits', async () => {
    const { id, input } = await canceled();
    const approval = await newApproval(verbs.as('anna'), input);
    const first = await verbs.refund(input);
    expect(refused(await approveRefund(verbs.as('ben'), approval.id, null))).toMatchObject({
      code: 'CHARGE_NOT_REFUNDABLE',
      message: `Refund ${id} is replaced by refund ${first.id} already.`,
      param: 'approval',
    });
    await cancel(first.id);
    accepted(await approveRefund(verbs.as('ben'), approval.id, null));
  });

  test('rule 16.2: an approval and a request at once make one replacement', async () => {
    const other = await otherProcess();
    for (let round = 0; round < 10; round++) {
      const { id, input } = await canceled(100n);
      const approval = await newApproval(verbs.as('anna'), input);
      const answers = await Promise.all([
        approveRefund({ ...verbs.as('ben'), database: other }, approval.id, null),
        verbs.create(input),
      ]);
      expect(answers.filter((answer) => !isRefusal(answer))).toHaveLength(1);
      expect(await aliveOf(id)).toHaveLength(1);
    }
  });
});

test('rule 16.1: a replacement takes as many statements as any other refund', async () => {
  const sent = async (input: CreateRefundInput) => (await sentStatementsOf(() => verbs.refund(input))).length;
  const { input } = await canceled();
  const plain = await sent({ ...input, amount: 1n, replaces: null });
  expect(plain).toBe(2);
  expect(await sent({ ...input, lines: [{ description: 'A mug', amount: 400n }] })).toBe(plain);
});
