import { describe, expect, test } from 'vitest';
import { sql } from '../../../src/database/sql.js';
import { cancelRefund } from '../../../src/refunds/cancel-refund.js';
import { RefundGroups } from '../../../src/refunds/create/refund-groups.js';
import { type PreviewTerms, previewRefund } from '../../../src/refunds/preview-refund.js';
import type { CallerLimit, Policy } from '../../../src/rules/policy.js';
import type { CreateRefundInput } from '../../../src/rules/refund-input.js';
import { isRefusal } from '../../../src/rules/refusal.js';
import { statementsOf } from '../../support/databases/statements.js';
import { createWithoutApproval } from '../../support/gateways/create-without-approval.js';
import { accepted, refused, testVerbs } from '../../support/gateways/test-verbs.js';
import { insertCharge, testId } from '../../support/rows/ledger-rows.js';
import { limitWith, policyWith } from '../../support/rows/policies.js';

const verbs = testVerbs();

/** A desk of its own, which creates refunds under a limit. */
function desk(limit: Partial<CallerLimit>, policy: Partial<Policy> = {}) {
  const caller = testId('desk');
  const context = () => ({
    ...verbs.as(caller),
    policy: policyWith({ limits: [limitWith({ caller, ...limit })], ...policy }),
  });
  return {
    caller,
    context,
    create: (input: CreateRefundInput, groups = verbs.as(null).groups) =>
      createWithoutApproval({ ...context(), groups }, input),
    /** The days that the ledger has counted of the caller. */
    days: async () =>
      verbs.database.query(
        sql`SELECT day, currency, amount, count FROM caller_day WHERE caller = ${caller} ORDER BY day, currency`,
      ),
  };
}
const chargeId = async (amount = 1000n, currency = 'usd') =>
  (await insertCharge(verbs.database, { amount, currency })).id;

describe('section 12: the limits of a day', () => {
  test('count what was refunded, and refuse what is beyond', async () => {
    const { create, days } = desk({ maxAmountPerDay: 1000n, maxCountPerDay: 3 });
    const charge = await chargeId();
    const { refund } = accepted(await create({ charge, amount: 600n }));
    expect(refund.countedOn).toBe('2026-03-01');
    expect(refused(await create({ charge: await chargeId(), amount: 401n }))).toMatchObject({
      code: 'REFUND_LIMIT_EXCEEDED',
      limit: 1000n,
      left: 400n,
      param: 'amount',
    });
    accepted(await create({ charge, amount: 100n }));
    accepted(await create({ charge, amount: 100n }));
    expect(refused(await create({ charge, amount: 1n }))).toMatchObject({ limit: 3n, left: 0n, param: null });
    expect(await days()).toEqual([['2026-03-01', 'usd', 800n, 3]]);
  });

  test('begin anew with the day, and count each currency alone', async () => {
    const { create, context, days } = desk({ maxAmountPerDay: 1000n });
    accepted(await create({ charge: await chargeId() }));
    accepted(await create({ charge: await chargeId(1000n, 'eur') }));
    const tomorrow = {
      now: () => new Date('2026-03-02T00:00:00.000Z'),
      shared: new Date('2026-03-02T00:00:00.000Z'),
    };
    const { groups } = verbs.as(null);
    accepted(
      await createWithoutApproval({ ...context(), groups, clock: tomorrow }, { charge: await chargeId() }),
    );
    // No limit is in euros, so nothing counts them.
    expect(await days()).toEqual([
      ['2026-03-01', 'usd', 1000n, 1],
      ['2026-03-02', 'usd', 1000n, 1],
    ]);
  });

  test('go by the database’s clock where no test sets another', async () => {
    const { create, context } = desk({ maxCountPerDay: 1 });
    const { groups } = verbs.as(null);
    const clock = { now: () => new Date(0), shared: null };
    const { refund } = accepted(
      await createWithoutApproval({ ...context(), groups, clock }, { charge: await chargeId(), amount: 1n }),
    );
    const [today] = await verbs.database.query(sql`SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD')`);
    expect([refund.countedOn]).toEqual(today);
    accepted(await create({ charge: await chargeId(), amount: 1n }));
  });

  test('still count a refund that was canceled later', async () => {
    const { create, days } = desk({ maxCountPerDay: 1 });
    const { id: charge } = await insertCharge(verbs.database, { paymentMethodType: 'konbini' });
    const { refund } = accepted(await create({ charge, instructionsEmail: 'jenny@example.com' }));
    accepted(await cancelRefund(verbs.as('desk'), refund.id));
    expect(await days()).toEqual([['2026-03-01', 'usd', 1000n, 1]]);
    expect(refused(await create({ charge, instructionsEmail: 'jenny@example.com' }))).toMatchObject({
      code: 'REFUND_LIMIT_EXCEEDED',
    });
  });

  test('are kept under a key as refusals, and not without one', async () => {
    const { create, caller } = desk({ maxAmountPerDay: 100n }, { reasonCodes: ['FAULTY'] });
    const charge = await chargeId();
    const inputs = [
      { charge, amount: 101n, reasonCode: 'FAULTY' },
      { charge, amount: 1n, reasonCode: 'OTHER' },
    ];
    const kept = () => verbs.database.prisma.idempotencyKey.findMany({ where: { caller } });
    const codes = [];
    for (const input of inputs) codes.push(refused(await create(input)).code);
    expect(codes).toEqual(['REFUND_LIMIT_EXCEEDED', 'PARAMETER_INVALID']);
    expect(await kept()).toEqual([]);
    for (const input of inputs) refused(await create({ ...input, idempotencyKey: testId('key') }));
    const refusals = (await kept()).map(({ refusal }) => (refusal as { readonly code: string }).code);
    expect(refusals.toSorted()).toEqual(codes.toSorted());
  });

  test('count neither a replay nor a refusal', async () => {
    const { create, days } = desk({ maxAmountPerDay: 1000n });
    const input = { charge: await chargeId(), amount: 700n, idempotencyKey: testId('key') };
    accepted(await create(input));
    expect(accepted(await create(input))).toMatchObject({ idempotentReplay: true });
    const beyond = { charge: await chargeId(), idempotencyKey: testId('key') };
    const first = refused(await create(beyond));
    expect(first).toMatchObject({ code: 'REFUND_LIMIT_EXCEEDED', left: 300n });
    // The key keeps the refusal as it was.
    accepted(await create({ charge: await chargeId(), amount: 200n }));
    expect(refused(await create(beyond))).toEqual(first);
    expect(await days()).toEqual([['2026-03-01', 'usd', 900n, 2]]);
  });

  test('count nothing for a caller whose limits are of single refunds', async () => {
    const { create, days } = desk({ maxAmount: 500n });
    const { refund } = accepted(await create({ charge: await chargeId(), amount: 500n }));
    expect(refund).toMatchObject({ countedOn: null });
    expect(refused(await create({ charge: await chargeId() }))).toMatchObject({ limit: 500n, left: 500n });
    expect(await days()).toEqual([]);
  });
});

test('section 12: the preview of a refund that needs an approval says so', async () => {
  const { context } = desk({ maxAmount: 500n, aboveLimit: 'approve' });
  const preview = async (terms: PreviewTerms) =>
    previewRefund(context(), { charge: await chargeId(), ...terms });
  expect(await preview({})).toMatchObject({
    amount: 1000n,
    amountRefundableAfter: 0n,
    approvalMessage: 'Refund amount ($10.00) is greater than the limit of $5.00 for a single refund.',
  });
  expect(await preview({ amount: 500n })).toMatchObject({ approvalMessage: null });
});

test('section 12: a preview checks a reason code that is given, and needs neither a code nor a note', async () => {
  const policy = policyWith({ reasonCodes: ['late'], requireReasonCode: true, requireNote: true });
  const context = { ...verbs.as('desk'), policy };
  const charge = await chargeId();
  expect(await previewRefund(context, { charge })).toMatchObject({ amount: 1000n });
  expect(await previewRefund(context, { charge, reasonCode: 'late' })).toMatchObject({ amount: 1000n });
  const wrong = await previewRefund(context, { charge, reasonCode: 'damaged' });
  expect(wrong).toMatchObject({ code: 'PARAMETER_INVALID', param: 'reasonCode' });
});

test('section 12: where a note is required, a refund without one is refused', async () => {
  const context = { ...verbs.as('desk'), policy: policyWith({ requireNote: true }) };
  const charge = await chargeId();
  for (const note of [null, ' '])
    expect(await createWithoutApproval(context, { charge, note })).toMatchObject({
      code: 'PARAMETER_MISSING',
      param: 'note',
    });
  accepted(await createWithoutApproval(context, { charge, note: 'Called twice' }));
});

test('section 12: a charge that refuses every refund says so before a limit does', async () => {
  const { create } = desk({ maxAmount: 0n });
  const { id: charge } = await insertCharge(verbs.database, { status: 'failed' });
  expect(refused(await create({ charge }))).toMatchObject({ code: 'CHARGE_NOT_REFUNDABLE' });
});

test('section 12: the reason code is checked after the key, so that a retry gets its refund under a new policy', async () => {
  const before = desk({});
  const input = { charge: await chargeId(), idempotencyKey: testId('key') };
  const { refund } = accepted(await before.create(input));
  const strict = { ...before.context(), policy: policyWith({ requireReasonCode: true }) };
  expect(accepted(await createWithoutApproval(strict, input)).refund.id).toBe(refund.id);
  expect(refused(await createWithoutApproval(strict, { charge: await chargeId() }))).toMatchObject({
    code: 'PARAMETER_MISSING',
    param: 'reasonCode',
  });
});

test('section 12: the note, the reason code and the creator are stored', async () => {
  const { create, caller } = desk({});
  const { refund } = accepted(
    await create({ charge: await chargeId(), note: 'Called twice', reasonCode: 'damaged' }),
  );
  const stored = await verbs.database.prisma.refund.findUniqueOrThrow({ where: { id: refund.id } });
  expect(stored).toMatchObject({ note: 'Called twice', reasonCode: 'damaged', createdBy: caller });
});

test('section 12: a preview refuses what a limit or the age of the charge refuses, and counts nothing', async () => {
  const { create, context, days } = desk(
    { maxAmountPerDay: 1000n },
    { refundWindowDays: new Map([['konbini', 1]]), requireReasonCode: true },
  );
  const charge = await chargeId();
  expect(accepted(await previewRefund(context(), { charge }))).toMatchObject({ amount: 1000n });
  expect(await days()).toEqual([]);
  accepted(await create({ charge, amount: 300n, reasonCode: 'late' }));
  expect(refused(await previewRefund(context(), { charge: await chargeId() }))).toMatchObject({
    code: 'REFUND_LIMIT_EXCEEDED',
    left: 700n,
  });
  const old = await insertCharge(verbs.database, {
    paymentMethodType: 'konbini',
    billingEmail: 'jenny@example.com',
  });
  expect(refused(await previewRefund(context(), { charge: old.id }))).toMatchObject({
    code: 'CHARGE_NOT_REFUNDABLE',
    charge: { id: old.id },
  });
});

test('section 12: a caller without a limit per day sends no statement more', async () => {
  const free = desk({ maxAmount: 5000n });
  const limited = desk({ maxCountPerDay: 5 });
  const [charge, other] = [await chargeId(), await chargeId()];
  const ordinary = await statementsOf(() => free.create({ charge, amount: 1n }));
  const counted = await statementsOf(() => limited.create({ charge: other, amount: 1n }));
  expect([ordinary.length, counted.length]).toEqual([2, 3]);
  expect(ordinary.filter((text) => text.includes('caller_day'))).toEqual([]);
});

test('section 12: refunds that arrive together are decided in order, each after what was decided before', async () => {
  const { create, days } = desk({ maxAmountPerDay: 1000n });
  const charges = [await chargeId(), await chargeId(), await chargeId()];
  const answers: object[] = [];
  const statements = await statementsOf(async () => {
    answers.push(...(await Promise.all(charges.map((charge) => create({ charge, amount: 400n })))));
  });
  // The facts, the day, and one write: nothing was decided again.
  expect(statements).toHaveLength(3);
  expect(refused(answers[2] ?? {})).toMatchObject({ code: 'REFUND_LIMIT_EXCEEDED', left: 200n });
  expect(await days()).toEqual([['2026-03-01', 'usd', 800n, 2]]);
});

describe('section 12: a limit holds in a race', () => {
  const REFUNDS = 40;

  test.each([
    { what: 'sum', limit: { maxAmountPerDay: 1050n } },
    { what: 'number', limit: { maxCountPerDay: 10 } },
  ])('of two processes, by its $what: exactly ten refunds succeed', async ({ limit }) => {
    const { create, days, caller } = desk(limit);
    const processes = [new RefundGroups(verbs.database), new RefundGroups(verbs.database)];
    const charges = await Promise.all(Array.from({ length: REFUNDS }, () => chargeId()));
    const answers = await Promise.all(
      charges.map((charge, index) => create({ charge, amount: 100n }, processes[index % 2])),
    );
    const refusals = answers.filter((answer) => isRefusal(answer)).map((answer) => refused(answer).code);
    expect(refusals).toEqual(Array.from({ length: REFUNDS - 10 }, () => 'REFUND_LIMIT_EXCEEDED'));
    expect(await days()).toEqual([['2026-03-01', 'usd', 1000n, 10]]);
    expect(await verbs.database.prisma.refund.count({ where: { createdBy: caller } })).toBe(10);
  });

  test('of several callers who refund the same charges: each of them, and nobody waits for ever', async () => {
    const desks = Array.from({ length: 4 }, () => desk({ maxAmountPerDay: 500n }));
    const processes = [new RefundGroups(verbs.database), new RefundGroups(verbs.database)];
    const charges = await Promise.all(Array.from({ length: 5 }, () => chargeId(10_000n)));
    const answers = await Promise.all(
      desks.flatMap(({ create }, at) =>
        Array.from({ length: 10 }, (_, index) =>
          create({ charge: `${charges[(index + at) % 5]}`, amount: 100n }, processes[(index + at) % 2]),
        ),
      ),
    );
    expect(answers.filter((answer) => !isRefusal(answer))).toHaveLength(20);
    for (const { days } of desks) expect(await days()).toEqual([['2026-03-01', 'usd', 500n, 5]]);
  });
});
