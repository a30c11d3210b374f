import { describe, expect, test } from 'vitest';
import type { Charge } from '../../../prisma/generated/prisma/client.js';
import { OutcomeUnknownError } from '../../../src/database/retry.js';
import { approveRefund } from '../../../src/refunds/approvals/approve-refund.js';
import { expireApprovals } from '../../../src/refunds/approvals/expire-approvals.js';
import { findApproval } from '../../../src/refunds/approvals/find-approval.js';
import { rejectRefund } from '../../../src/refunds/approvals/reject-refund.js';
import { createRefund } from '../../../src/refunds/create/create-refund.js';
import { verifyLedger } from '../../../src/verify/verify-ledger.js';
import {
  APPROVAL_EXPIRES_AFTER_MS,
  askForApproval,
  letExpire,
  newApproval,
} from '../../support/gateways/ask-for-approval.js';
import { accepted, refused, testVerbs } from '../../support/gateways/test-verbs.js';
import { insertCharge, testId } from '../../support/rows/ledger-rows.js';

const verbs = testVerbs();
const approve = (id: string, actor: string | null = 'ben', note: string | null = null) =>
  approveRefund(verbs.as(actor), id, note);
const reject = (id: string, actor: string | null = 'ben', note: string | null = null) =>
  rejectRefund(verbs.as(actor), id, note);
const asked = async (amount: bigint | null = 400n, charge?: Charge) =>
  newApproval(verbs.as('anna'), { charge: (charge ?? (await insertCharge(verbs.database))).id, amount });
const now = async (id: string) => accepted(await findApproval(verbs.database, id));

test('rule 13.3: a request keeps what the refund would do, and holds nothing of the charge', async () => {
  const charge = await insertCharge(verbs.database);
  const input = { charge: charge.id, reason: 'duplicate', metadata: { order: '7' } } as const;
  const approval = await newApproval(verbs.as('anna'), input);
  expect(approval).toMatchObject({
    id: expect.stringMatching(/^apr_/),
    amount: 1000n,
    chargeId: charge.id,
    currency: charge.currency,
    input: { charge: charge.id, amount: '1000', reason: 'duplicate', metadata: { order: '7' } },
    message: 'More than desk may refund alone.',
    requestedBy: 'anna',
    status: 'pending',
    decidedBy: null,
    refundId: null,
  });
  expect(approval.expiresAt.getTime() - approval.created.getTime()).toBe(APPROVAL_EXPIRES_AFTER_MS);
  expect(await verbs.chargeNow(charge.id)).toEqual(charge);
  expect(await verbs.refundsOf(charge.id)).toEqual([]);
});

test('rule 13.4: approving creates the refund that was asked for, and its history has both names', async () => {
  const charge = await insertCharge(verbs.database);
  const metadata = { order: '7', constructor: 'x' };
  const { id } = await newApproval(verbs.as('anna'), { charge: charge.id, amount: 400n, metadata });
  const refund = accepted(await approve(id, 'ben', 'It is fine'));
  expect(refund).toMatchObject({ amount: 400n, chargeId: charge.id, metadata, status: 'succeeded' });
  expect(refund.charge?.amountRefunded).toBe(400n);
  expect((await verbs.refundsOf(charge.id)).map((one) => one.id)).toEqual([refund.id]);
  expect((await verbs.chargeNow(charge.id)).amountRefunded).toBe(400n);
  expect(await now(id)).toMatchObject({
    status: 'approved',
    refundId: refund.id,
    decidedBy: 'ben',
    decidedAt: expect.any(Date),
    decisionNote: 'It is fine',
  });
  expect(await verbs.eventsOf(refund.id)).toMatchObject([
    {
      type: 'refund_created',
      actor: 'ben',
      changes: [
        { field: 'approval', before: null, after: id },
        { field: 'approval.requestedBy', before: null, after: 'anna' },
        { field: 'approval.decidedBy', before: null, after: 'ben' },
      ],
    },
  ]);
});

test('rule 13.4: the processor is asked for an approved refund as soon as for one that needs no approval', async () => {
  const { id, chargeId } = await asked(100n);
  const refunds = [accepted(await approve(id)), await verbs.refund({ charge: chargeId, amount: 100n })];
  const tasks = await Promise.all(
    refunds.map((refund) =>
      verbs.database.prisma.refundTask.findUniqueOrThrow({ where: { refundId: refund.id } }),
    ),
  );
  expect(tasks[0]).toEqual({ ...tasks[1], refundId: refunds[0]?.id });
});

test('rule 13.5: rejecting creates nothing', async () => {
  const { id, chargeId } = await asked();
  expect(accepted(await reject(id, 'ben', 'No'))).toMatchObject({
    status: 'rejected',
    decidedBy: 'ben',
    decidedAt: expect.any(Date),
    decisionNote: 'No',
  });
  expect(await verbs.refundsOf(chargeId)).toEqual([]);
  expect(refused(await approve(id, 'carl')).code).toBe('REFUND_APPROVAL_NOT_PENDING');
});

test.each([approve, reject])('rule 13.2: who asked does not decide', async (decide) => {
  const { id, chargeId } = await asked();
  expect(refused(await decide(id, 'anna')).message).toContain('may not be decided by this caller');
  expect(refused(await decide(id, null)).message).toContain('may not be decided by this caller');
  expect((await now(id)).status).toBe('pending');
  expect(await verbs.refundsOf(chargeId)).toEqual([]);
});

test.each([approve, reject])('rule 1.3: an approval that does not exist is missing', async (decide) => {
  for (const id of [testId('apr'), 'not an id'])
    expect(await decide(id)).toMatchObject({ code: 'RESOURCE_MISSING', param: 'approval' });
});

test('rule 13.1: approving again is refused with the approval and its refund', async () => {
  const { id } = await asked();
  const refund = accepted(await approve(id));
  for (const actor of ['ben', 'carl'])
    expect(await approve(id, actor)).toMatchObject({
      code: 'REFUND_APPROVAL_NOT_PENDING',
      approval: { status: 'approved', refundId: refund.id },
    });
  expect(refused(await reject(id)).code).toBe('REFUND_APPROVAL_NOT_PENDING');
});

test('rule 13.4: if the charge was refunded meanwhile, the approver gets the refusal and the approval stays pending', async () => {
  const charge = await insertCharge(verbs.database);
  const [half, whole] = [await asked(600n, charge), await asked(null, charge)];
  await verbs.refund({ charge: charge.id, amount: 500n });
  expect(await approve(half.id)).toMatchObject({
    code: 'AMOUNT_TOO_LARGE',
    amountRefundable: 500n,
    param: 'approval',
  });
  await verbs.refund({ charge: charge.id });
  expect(refused(await approve(whole.id)).code).toBe('CHARGE_ALREADY_REFUNDED');
  expect([(await now(half.id)).status, (await now(whole.id)).status]).toEqual(['pending', 'pending']);
});

describe('rule 13.6: an approval whose time is over', () => {
  test('is expired for every reader, before and after that is written', async () => {
    const [first, second] = [await asked(), await asked()];
    await letExpire(verbs, first.id);
    const { rows } = await verbs.database.pool.query('SELECT status FROM refund_approval WHERE id = $1', [
      first.id,
    ]);
    expect(rows).toEqual([{ status: 'pending' }]);
    const before = await now(first.id);
    expect(before.status).toBe('expired');
    expect(await expireApprovals(verbs.database)).toBe(1);
    expect(await expireApprovals(verbs.database)).toBe(0);
    expect(await now(first.id)).toEqual(before);
    expect(refused(await approve(first.id)).message).toContain('has expired');
    expect(refused(await reject(first.id)).message).toContain('has expired');
    expect((await now(second.id)).status).toBe('pending');
    expect(await verbs.refundsOf(first.chargeId)).toEqual([]);
  });

  test.each([
    ['approver', approve],
    ['rejecter', reject],
  ])('is expired for good once the %s was told so', async (_, decide) => {
    const { id, chargeId } = await asked();
    await letExpire(verbs, id);
    expect(refused(await decide(id)).message).toBe(`Approval ${id} has expired.`);
    const { rows } = await verbs.database.pool.query('SELECT status FROM refund_approval WHERE id = $1', [
      id,
    ]);
    expect(rows).toEqual([{ status: 'expired' }]);
    expect(await expireApprovals(verbs.database)).toBe(0);
    expect(await verbs.refundsOf(chargeId)).toEqual([]);
  });

  test('is not expired once it was decided', async () => {
    const { id } = await asked();
    accepted(await reject(id));
    expect(await expireApprovals(verbs.database)).toBe(0);
    expect((await now(id)).status).toBe('rejected');
  });
});

describe('section 8: a key that asked for approval', () => {
  const request = async () => {
    const charge = await insertCharge(verbs.database);
    return { charge: charge.id, amount: 400n, idempotencyKey: testId('key') };
  };

  test('gives the approval again, and after that the approval with its refund', async () => {
    const input = await request();
    const first = await newApproval(verbs.as('anna'), input);
    const again = await createRefund(verbs.as('anna'), { ...input, reason: null });
    expect(again).toEqual({ approval: first, idempotentReplay: true });
    expect(await askForApproval(verbs.as('anna'), input)).toEqual(again);

    const refund = accepted(await approve(first.id));
    expect(await createRefund(verbs.as('anna'), input)).toMatchObject({
      approval: { id: first.id, status: 'approved', refundId: refund.id },
      idempotentReplay: true,
    });
    expect(await verbs.refundsOf(input.charge)).toHaveLength(1);
  });

  test('is refused with other input, and belongs to its caller', async () => {
    const input = await request();
    await newApproval(verbs.as('anna'), input);
    expect(refused(await createRefund(verbs.as('anna'), { ...input, amount: 1n })).code).toBe(
      'IDEMPOTENCY_KEY_REUSED',
    );
    expect(accepted(await verbs.create(input, 'ben')).idempotentReplay).toBe(false);
  });

  test('asks once, however many requests come at once', async () => {
    const input = await request();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => askForApproval(verbs.as('anna'), input)),
    );
    const approvals = answers.flatMap((answer) => (answer && 'approval' in answer ? [answer] : []));
    expect(new Set(approvals.map(({ approval }) => approval.id)).size).toBe(1);
    expect(approvals.filter(({ idempotentReplay }) => !idempotentReplay)).toHaveLength(1);
  });

  test('that has a refund gives the refund, also where a policy now asks for approval', async () => {
    const input = await request();
    const { refund } = accepted(await verbs.create(input, 'anna'));
    expect(await askForApproval(verbs.as('anna'), input)).toMatchObject({
      refund: { id: refund.id },
      idempotentReplay: true,
    });
    expect(await verbs.database.prisma.refundApproval.count({ where: { chargeId: input.charge } })).toBe(0);
  });
});

test('section 13: every check of verify holds', async () => {
  const faulty = (await verifyLedger(verbs.database.pool)).filter(({ violations }) => violations > 0);
  expect(faulty).toEqual([]);
});

test('promise I10: an approval that may have been written is not reported as refused', async () => {
  const { id, chargeId } = await asked(400n);
  const context = verbs.as('ben');
  let writes = 0;
  const write: typeof context.database.write = async (_statement, onDoubt) => {
    writes++;
    onDoubt?.();
    // The connection broke, and meanwhile somebody refunded the charge.
    await verbs.refund({ charge: chargeId });
    return [];
  };
  const approving = approveRefund({ ...context, database: { ...context.database, write } }, id, null);
  await expect(approving).rejects.toThrow(
    new OutcomeUnknownError(`The approval of ${id} was refused after a write`, {}),
  );
  expect(writes).toBe(1);
  expect(refused(await approve(id)).code).toBe('CHARGE_ALREADY_REFUNDED');
});
