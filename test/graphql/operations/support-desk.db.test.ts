import { describe, expect, test } from 'vitest';
import type { RefundStatus } from '../../../prisma/generated/prisma/client.js';
import { testGateway } from '../../support/gateways/test-gateway.js';
import { insertCharge, insertRefund, testId } from '../../support/rows/ledger-rows.js';
import { limitWith, policyWith } from '../../support/rows/policies.js';

const NOW = new Date('2026-03-01T12:00:00.000Z');
const policy = policyWith({
  limits: [limitWith({ maxAmount: 500n, aboveLimit: 'approve' })],
  reasonCodes: ['damaged', 'late'],
  requireReasonCode: true,
  requireNote: true,
  refundWindowDays: new Map([['card', 30]]),
});
const desk = testGateway({ policy });
const free = testGateway({ holder: desk });
const given = { reasonCode: 'late', note: 'Called twice' };

const CREATE = `mutation ($input: CreateRefundInput!) { createRefund(input: $input) {
  __typename
  ... on CreateRefundPayload { refund {
    id amount note
    lines { description quantity amount amountFormatted(locale: "de-DE") taxAmount }
    replaces { id replacedBy { id } }
    events { nodes { type note changes { field after } } }
  } }
  ... on RefundApprovalRequired { approval { amount reasonCode lines { description amount } replaces { id } } }
  ... on RefundError { code message param }
} }`;
const create = async (input: object) => (await desk.query(CREATE, { input })).data.createRefund;
const REFUNDABILITY = `query ($id: ID!) { charge(id: $id) { amountRefundable refundability {
  refundable amountRefundable amountRefundableFormatted refundableUntil refusals { code message param }
} } }`;

/** A charge with a failed refund. */
async function failed() {
  const charge = await insertCharge(desk.database, { created: NOW });
  const refund = await insertRefund(desk.database, charge, { status: 'failed', failureReason: 'declined' });
  await desk.database.prisma.charge.update({ where: { id: charge.id }, data: { amountRefunded: 0n } });
  return { charge: charge.id, replaces: refund.id };
}

describe('section 16: what a desk gives with a refund is kept and shown', () => {
  const lines = [
    { description: 'A mug', quantity: 2, amount: 380, taxAmount: 61 },
    { description: 'Shipping', amount: 20 },
  ];

  test('lines, what it replaces, and the note on the event', async () => {
    const { charge, replaces } = await failed();
    const { refund } = await create({ charge, replaces, lines, ...given });
    expect(refund).toEqual({
      id: expect.any(String),
      amount: 400,
      note: 'Called twice',
      lines: [
        { ...lines[0], amountFormatted: '3,80\u00a0$' },
        { ...lines[1], quantity: null, taxAmount: null, amountFormatted: '0,20\u00a0$' },
      ],
      replaces: { id: replaces, replacedBy: { id: refund.id } },
      events: {
        nodes: [
          {
            type: 'REFUND_CREATED',
            note: 'Called twice',
            changes: [{ field: 'replaces', after: replaces }],
          },
        ],
      },
    });
  });

  test('the replacement that is alive is shown, whatever the clocks said; then the newest that ended', async () => {
    const { charge: id, replaces: replacesId } = await failed();
    const charge = await desk.database.prisma.charge.findUniqueOrThrow({ where: { id } });
    const at = (hour: number) => new Date(Date.UTC(2026, 2, 1, hour));
    const insert = (hour: number, status: RefundStatus) =>
      insertRefund(desk.database, charge, { replacesId, status, created: at(hour), amount: 100n });
    const shown = async () => {
      const query = `query ($id: ID!) { refund(id: $id) { replacedBy { id status charge { id } } } }`;
      return (await desk.query(query, { id: replacesId })).data.refund.replacedBy;
    };
    expect(await shown()).toBeNull();
    await insert(13, 'canceled');
    const ahead = await insert(14, 'failed');
    expect(await shown()).toEqual({ id: ahead.id, status: 'FAILED', charge: { id } });
    // By a process whose clock is two hours behind.
    const alive = await insert(12, 'pending');
    expect(await shown()).toEqual({ id: alive.id, status: 'PENDING', charge: { id } });
    await desk.database.prisma.refund.update({ where: { id: alive.id }, data: { status: 'canceled' } });
    expect(await shown()).toMatchObject({ id: ahead.id });
  });

  test('also while it waits for an approval', async () => {
    const { charge, replaces } = await failed();
    const beyond = [{ description: 'A vase', amount: 600 }];
    expect(await create({ charge, replaces, lines: beyond, ...given })).toEqual({
      __typename: 'RefundApprovalRequired',
      approval: { amount: 600, reasonCode: 'late', lines: beyond, replaces: { id: replaces } },
    });
  });

  test('the param of a refusal names the field', async () => {
    const { charge, replaces } = await failed();
    const refused = { __typename: 'InvalidParameterError', code: 'PARAMETER_INVALID' };
    expect(await create({ charge, lines, amount: 401, ...given })).toMatchObject({
      ...refused,
      param: 'lines',
    });
    const { id } = await insertCharge(desk.database, { created: NOW });
    expect(await create({ charge: id, replaces, ...given })).toMatchObject({ ...refused, param: 'replaces' });
    expect(await create({ charge, replaces: 're_none', ...given })).toMatchObject({
      __typename: 'ResourceMissingError',
      param: 'replaces',
    });
  });

  test('section 12: a refund without its note is refused', async () => {
    const { charge } = await failed();
    expect(await create({ charge, reasonCode: 'late' })).toMatchObject({
      code: 'PARAMETER_MISSING',
      param: 'note',
    });
  });
});

describe('section 16: in createRefunds, each refund has its own lines and names its own refund', () => {
  const CREATE_SEVERAL = `mutation ($refunds: [CreateRefundInput!]!) { createRefunds(input: { refunds: $refunds }) { results {
    __typename
    ... on CreateRefundPayload { idempotentReplay refund {
      id amount replaces { id } lines { description quantity amount taxAmount }
    } }
    ... on RefundApprovalRequired { approval { amount replaces { id } lines { description amount } } }
    ... on RefundError { code message param }
  } } }`;
  const createSeveral = async (...refunds: object[]) =>
    (await desk.query(CREATE_SEVERAL, { refunds: refunds.map((refund) => ({ ...refund, ...given })) })).data
      .createRefunds.results;
  const mug = { description: 'A mug', quantity: 2, amount: 300, taxAmount: 48 };
  const shipping = { description: 'Shipping', quantity: null, amount: 20, taxAmount: null };

  test('they are made, held or refused one by one', async () => {
    const one = await failed();
    const other = await failed();
    const { id: plain } = await insertCharge(desk.database, { created: NOW });
    const beyond = [{ description: 'A vase', amount: 600 }];
    const results = await createSeveral(
      { ...one, lines: [mug, shipping] },
      { ...other, lines: [shipping] },
      { charge: plain, lines: [mug], amount: 301 },
      { charge: plain, lines: [] },
      { charge: plain, replaces: one.replaces, amount: 1 },
      { charge: plain, lines: beyond },
      { charge: plain, amount: 5 },
    );
    const refused = { __typename: 'InvalidParameterError', code: 'PARAMETER_INVALID' };
    expect(results).toMatchObject([
      { refund: { amount: 320, replaces: { id: one.replaces }, lines: [mug, shipping] } },
      { refund: { amount: 20, replaces: { id: other.replaces }, lines: [shipping] } },
      {
        ...refused,
        param: 'lines',
        message: 'The lines add up to 300, and the amount is 301. They must be equal.',
      },
      { ...refused, param: 'lines' },
      { ...refused, param: 'replaces' },
      { approval: { amount: 600, replaces: null, lines: beyond } },
      { refund: { amount: 5, replaces: null, lines: [] } },
    ]);
  });

  test('rule 16.2: of two that replace the same one, the first is made, and the second is told of it', async () => {
    const { charge, replaces } = await failed();
    const [first, second, part] = await createSeveral(
      { charge, replaces, amount: 100 },
      { charge, replaces, amount: 100 },
      { charge, amount: 100 },
    );
    expect(first.refund).toMatchObject({ amount: 100, replaces: { id: replaces } });
    expect(second).toEqual({
      __typename: 'InvalidParameterError',
      code: 'PARAMETER_INVALID',
      message: `Refund ${replaces} is replaced by refund ${first.refund.id} already.`,
      param: 'replaces',
    });
    expect(part.refund).toMatchObject({ amount: 100, replaces: null });
  });

  test('section 8: repeated with their keys, the same refunds are answered, with their lines', async () => {
    const { charge, replaces } = await failed();
    const input = { charge, replaces, lines: [mug], idempotencyKey: testId('key') };
    const [first] = await createSeveral(input);
    const [again, changed] = await createSeveral(input, { ...input, lines: [{ ...mug, taxAmount: 47 }] });
    expect(again).toEqual({ ...first, idempotentReplay: true });
    expect(changed).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
  });
});

test('section 12: a screen learns the reason codes, and what is required', async () => {
  const query = '{ viewer { reasonCodes reasonCodeRequired noteRequired } }';
  expect((await desk.query(query)).data.viewer).toEqual({
    reasonCodes: ['damaged', 'late'],
    reasonCodeRequired: true,
    noteRequired: true,
  });
  expect((await free.query(query)).data.viewer).toEqual({
    reasonCodes: null,
    reasonCodeRequired: false,
    noteRequired: false,
  });
});

describe('section 12: a screen learns until when a charge may be refunded', () => {
  const of = async (gateway: typeof desk, days: number, values: object = {}) => {
    const created = new Date(desk.clock.now().getTime() - days * 86_400_000);
    const { id } = await insertCharge(desk.database, { created, ...values });
    return (await gateway.query(REFUNDABILITY, { id })).data.charge;
  };
  const daysAgo = (days: number) => new Date(desk.clock.now().getTime() - days * 86_400_000).toISOString();

  test('in time', async () => {
    expect(await of(desk, 20)).toEqual({
      amountRefundable: 1000,
      refundability: {
        refundable: true,
        amountRefundable: 1000,
        amountRefundableFormatted: '$10.00',
        refundableUntil: daysAgo(-10),
        refusals: [],
      },
    });
  });

  test('too late: no amount is accepted, and the refusal says why', async () => {
    const { refundability } = await of(desk, 31);
    expect(refundability).toEqual({
      refundable: false,
      amountRefundable: 0,
      amountRefundableFormatted: '$0.00',
      refundableUntil: daysAgo(1),
      refusals: [
        {
          code: 'CHARGE_NOT_REFUNDABLE',
          message: expect.stringMatching(/^Charge ch_.* is older than 30 days\. The policy/),
          param: null,
        },
      ],
    });
  });

  test('beside the other reasons', async () => {
    const { refundability } = await of(desk, 31, { status: 'failed' });
    expect(refundability.refusals.map(({ message }: { message: string }) => message)).toEqual([
      expect.stringContaining('has failed'),
      expect.stringContaining('is older than 30 days'),
    ]);
  });

  test('without a window, or for another caller’s gateway without a policy', async () => {
    const open = { refundable: true, refundableUntil: null, refusals: [] };
    expect((await of(desk, 500, { paymentMethodType: 'ideal' })).refundability).toMatchObject(open);
    expect((await of(free, 500)).refundability).toMatchObject(open);
  });
});

describe('a preview tells what createRefund would do', () => {
  const preview = async (input: object) =>
    (
      await desk.query(
        `query ($input: RefundPreviewInput!) { refundPreview(input: $input) {
          __typename
          ... on RefundPreview { amount amountRefundableAfter approvalRequired approvalMessage }
          ... on RefundError { code param }
        } }`,
        { input },
      )
    ).data.refundPreview;

  test('section 12: whether it needs an approval, and why', async () => {
    const { charge } = await failed();
    expect(await preview({ charge, lines: [{ description: 'A mug', amount: 500 }] })).toEqual({
      __typename: 'RefundPreview',
      amount: 500,
      amountRefundableAfter: 500,
      approvalRequired: false,
      approvalMessage: null,
    });
    expect(await preview({ charge })).toEqual({
      __typename: 'RefundPreview',
      amount: 1000,
      amountRefundableAfter: 0,
      approvalRequired: true,
      approvalMessage: 'Refund amount ($10.00) is greater than the limit of $5.00 for a single refund.',
    });
  });

  test('section 16: what it replaces, its lines, and a reason code that is given', async () => {
    const { charge, replaces } = await failed();
    expect(await preview({ charge, replaces })).toMatchObject({ __typename: 'RefundPreview' });
    const { refund } = await create({ charge, replaces, amount: 100, ...given });
    const refused = { __typename: 'InvalidParameterError', code: 'PARAMETER_INVALID' };
    expect(await preview({ charge, replaces })).toEqual({ ...refused, param: 'replaces' });
    expect(await preview({ charge, replaces: refund.id })).toEqual({ ...refused, param: 'replaces' });
    expect(await preview({ charge, lines: [] })).toEqual({ ...refused, param: 'lines' });
    expect(await preview({ charge, reasonCode: 'other' })).toEqual({ ...refused, param: 'reasonCode' });
  });
});
