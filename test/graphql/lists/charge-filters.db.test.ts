import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Charge, Dispute, Refund } from '../../../prisma/generated/prisma/client.js';
import { allScopes } from '../../../src/rules/scopes.js';
import { as, TestCallers } from '../../support/gateways/test-callers.js';
import { testGateway } from '../../support/gateways/test-gateway.js';
import { insertCharge, insertPaymentIntent, insertRefund } from '../../support/rows/ledger-rows.js';

const callers = new TestCallers();
callers.add('agent', allScopes);
callers.add('clerk', ['refunds:read']);
const gateway = testGateway({ recognizer: callers });

interface Known {
  readonly charge: Charge;
  readonly refunds: readonly Refund[];
  readonly disputes: readonly Pick<Dispute, 'id'>[];
}
/** The newest first. */
const ledger: Known[] = [];
let paymentIntentId: string;

const EMAILS = [
  'jenny@example.com',
  'Jenny.Rosen@Example.com',
  'jörg_50%@example.com',
  'j\\o@example.org',
  null,
];
const NAMES = ['Jenny Rosen', 'JÖRG  Müller-Lüdenscheidt', "Rosa O'Brien", '', null, 'Мария Иванова'];
const DESCRIPTIONS = ['Order #1042, a book', 'order 1042/B: Rosen', 'Größe 42', '4242', null, '—'];
const METADATA = [
  {},
  { order_id: 'ORD-1042' },
  { order_id: '4242', note: 'jenny@example.com' },
  { note: 'Müller' },
];
const AMOUNTS = [100n, 1000n, 5000n];
const CURRENCIES = ['usd', 'eur', 'jpy'];
const TYPES = ['card', 'paypal', null];
const LAST4 = ['4242', '1042', null];
const FAILURES = ['declined', 'unknown', null] as const;

gateway.prepare(async () => {
  const { database } = gateway;
  paymentIntentId = (await insertPaymentIntent(database)).id;
  const pick = <T>(values: readonly T[], index: number, step: number): T =>
    values[Math.floor(index / step) % values.length] as T;
  for (let index = 0; index < 60; index++) {
    const created = new Date(Date.UTC(2012, 0, 1, 0, 0, 60 - index));
    const amount = pick(AMOUNTS, index, 1);
    const charge = await insertCharge(
      database,
      {
        amount,
        created,
        paymentIntentId,
        billingEmail: pick(EMAILS, index, 1),
        billingName: pick(NAMES, index, 1),
        description: pick(DESCRIPTIONS, index, 2),
        metadata: pick(METADATA, index, 1),
        currency: pick(CURRENCIES, index, 2),
        paymentMethodType: pick(TYPES, index, 1),
        cardLast4: pick(LAST4, index, 2),
      },
      index % 7 === 0 ? [{ status: 'won', isChargeRefundable: true }] : [],
    );
    const refunds = [];
    for (let part = 0; part < index % 3; part++) {
      const failureReason = pick(FAILURES, index, 1);
      const pendingReason =
        failureReason === null ? pick(['processing', 'charge_pending', null] as const, index, 2) : null;
      refunds.push(
        await insertRefund(database, charge, {
          amount: amount / 2n,
          created,
          createdBy: pick(['ada', 'import', null], index, 1),
          failureReason,
          pendingReason,
          status: failureReason === null ? (pendingReason === null ? 'succeeded' : 'pending') : 'failed',
          reasonCode: pick(['damaged', null], index, 2),
        }),
      );
    }
    const disputes = await database.prisma.dispute.findMany({ where: { chargeId: charge.id } });
    ledger.push({
      charge: await database.prisma.charge.findUniqueOrThrow({ where: { id: charge.id } }),
      refunds,
      disputes,
    });
  }
});

/** Words by the letter, as a reader would tell them apart. */
const wordsOf = (text: string | null): string[] =>
  (text ?? '')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
const hasWords = (given: string, has: (word: string) => boolean): boolean =>
  wordsOf(given).length > 0 && wordsOf(given).every(has);
const inTexts = ({ description, metadata }: Charge) => {
  const words = [description, ...Object.values(metadata as object)].flatMap(wordsOf);
  return (word: string) => words.includes(word);
};
const inName = ({ billingName }: Charge) => {
  const words = wordsOf(billingName);
  // By the first 12 letters.
  return (word: string) => words.some((whole) => whole.slice(0, 12).startsWith(word.slice(0, 12)));
};
const emailStarts = ({ billingEmail }: Charge, start: string): boolean =>
  billingEmail?.toLowerCase().startsWith(start.toLowerCase()) ?? false;

function isFound({ charge, refunds, disputes }: Known, given: string, personal: boolean): boolean {
  const text = given.trim();
  if (
    [
      charge.id,
      charge.paymentIntentId,
      ...refunds.map(({ id }) => id),
      ...disputes.map(({ id }) => id),
    ].includes(text)
  )
    return true;
  if (/^[a-z]{2}_test/.test(text)) return false;
  const words = hasWords(text, (word) => inTexts(charge)(word) || (personal && inName(charge)(word)));
  if (text.includes('@') && personal) return words || emailStarts(charge, text);
  return words || (/^\d{4}$/.test(text) && charge.cardLast4 === text);
}

interface Given {
  readonly search?: string;
  readonly email?: string;
  readonly emailStartsWith?: string;
  readonly name?: string;
  readonly last4?: string;
  readonly paymentMethodType?: readonly string[];
  readonly description?: string;
  readonly disputed?: boolean;
  readonly refunded?: 'NONE' | 'PARTIAL' | 'FULL';
  readonly currency?: readonly string[];
  readonly amount?: { readonly gte?: number; readonly lte?: number };
  readonly metadata?: { readonly key: string; readonly value?: string };
  readonly createdBy?: string;
  readonly failureReason?: readonly string[];
  readonly pendingReason?: readonly string[];
  readonly reasonCode?: string;
}

/** What a filter means, one condition after the other. */
const conditions: {
  readonly [F in keyof Given]-?: (known: Known, value: NonNullable<Given[F]>, refund?: Refund) => boolean;
} = {
  search: (known, text, refund) =>
    refund && text.trim().startsWith('re_') ? refund.id === text.trim() : isFound(known, text, true),
  email: ({ charge }, email) => charge.billingEmail?.toLowerCase() === email.toLowerCase(),
  emailStartsWith: ({ charge }, start) => emailStarts(charge, start),
  name: ({ charge }, name) => hasWords(name, inName(charge)),
  last4: ({ charge }, last4) => charge.cardLast4 === last4,
  paymentMethodType: ({ charge }, types) => types.includes(charge.paymentMethodType ?? ''),
  description: ({ charge }, text) => {
    const words = wordsOf(charge.description);
    return hasWords(text, (word) => words.includes(word));
  },
  disputed: ({ charge }, disputed) => charge.disputed === disputed,
  refunded: ({ charge: { amountRefunded, amount } }, state) =>
    state === (amountRefunded === 0n ? 'NONE' : amountRefunded === amount ? 'FULL' : 'PARTIAL'),
  currency: ({ charge }, codes) => codes.some((code) => code.toLowerCase() === charge.currency),
  amount: ({ charge }, { gte, lte }, refund) => {
    const { amount } = refund ?? charge;
    return (gte === undefined || amount >= gte) && (lte === undefined || amount <= lte);
  },
  metadata: ({ charge }, { key, value }) => {
    const found = (charge.metadata as Record<string, string>)[key];
    return value === undefined ? found !== undefined : found === value;
  },
  createdBy: (_, actor, refund) => refund?.createdBy === actor,
  failureReason: (_, reasons, refund) => reasons.includes(refund?.failureReason?.toUpperCase() ?? ''),
  pendingReason: (_, reasons, refund) => reasons.includes(refund?.pendingReason?.toUpperCase() ?? ''),
  reasonCode: (_, code, refund) => refund?.reasonCode === code,
};

const meets = (known: Known, given: Given, refund?: Refund): boolean =>
  Object.entries(given).every(([field, value]) =>
    (conditions[field as keyof Given] as (known: Known, value: unknown, refund?: Refund) => boolean)(
      known,
      value,
      refund,
    ),
  );

const texts = fc.constantFrom(
  ...['jenny', 'JENNY rosen', 'rosen', 'ros', 'Müller', 'muller', 'lüdenscheidtx', "o'brien", 'Мар', 'мария'],
  ...[
    '1042',
    'ORD-1042',
    '#1042',
    'order 1042 book',
    'größe',
    'groß',
    '42',
    '4242',
    '0000',
    '',
    ' ',
    '—',
    '%',
    '_',
  ],
  ...[
    'jenny@example.com',
    'JENNY.',
    'jenny@',
    '@',
    'j\\o@',
    'jörg_50%@example.com',
    'jörg_',
    'jorg',
    "' OR 1=1 --",
    '*:*',
  ],
);
const anyId = fc.tuple(fc.nat(59), fc.nat(3), fc.constantFrom('', ' ')).map(([index, which, blank]) => {
  const { charge, refunds, disputes } = ledger[index] as Known;
  const ids = [charge.id, refunds[0]?.id, disputes[0]?.id, paymentIntentId];
  return `${blank}${ids[which] ?? 're_test_unknown'}${blank}`;
});
const shared = {
  search: fc.oneof(texts, anyId),
  email: fc.oneof(texts, fc.constantFrom('JENNY@EXAMPLE.COM', 'j\\o@example.org')),
  emailStartsWith: texts,
  name: texts,
  last4: fc.constantFrom(...LAST4.filter((text) => text !== null), '0000', '424'),
  paymentMethodType: fc.subarray(['card', 'paypal', 'klarna']),
};
const currency = fc.subarray(['usd', 'EUR', 'Jpy', 'gbp']);
const amount = fc.record(
  { gte: fc.constantFrom(0, 100, 101, 5000), lte: fc.constantFrom(0, 50, 1000) },
  { requiredKeys: [] },
);
/** Each filter has a few conditions: with all of them, hardly a row is left. */
const few = <T extends object>(fields: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc
    .tuple(fc.subarray(Object.keys(fields), { minLength: 1, maxLength: 3 }), fc.record(fields))
    .map(
      ([names, values]) =>
        Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name))) as Given,
    );

const chargeFilters = few({
  ...shared,
  ...{ currency, amount, description: texts, disputed: fc.boolean() },
  refunded: fc.constantFrom('NONE', 'PARTIAL', 'FULL'),
  metadata: fc.constantFrom({ key: 'order_id' }, { key: 'order_id', value: 'ORD-1042' }, { key: 'nothing' }),
});
const refundFilters = few({
  ...shared,
  ...{ currency, amount },
  createdBy: fc.constantFrom('ada', 'import', 'nobody'),
  failureReason: fc.subarray(['DECLINED', 'UNKNOWN', 'MERCHANT_REQUEST']),
  pendingReason: fc.subarray(['PROCESSING', 'CHARGE_PENDING', 'INSUFFICIENT_FUNDS']),
  reasonCode: fc.constantFrom('damaged', 'other'),
});

/** Conditions that stand alone, so that no run leaves one out. */
const sharedAlone: readonly Given[] = [
  ...['JENNY.', 'j\\o@', 'jörg_', '%'].map((emailStartsWith) => ({ emailStartsWith })),
  ...['JENNY@EXAMPLE.COM', 'jenny@'].map((email) => ({ email })),
  ...['ros jen', 'muller'].map((name) => ({ name })),
  ...['1042', 'jenny@', 'jenny', 'größe'].map((search) => ({ search })),
  ...[{ last4: '4242' }, { paymentMethodType: ['paypal'] }, { paymentMethodType: [] }],
  ...[{ currency: ['EUR'] }, { amount: { gte: 1000 } }, { amount: { lte: 1000 } }],
];
const chargesAlone: readonly Given[] = [
  ...sharedAlone,
  ...(['NONE', 'PARTIAL', 'FULL'] as const).map((refunded) => ({ refunded })),
  ...[true, false].map((disputed) => ({ disputed })),
  ...[{ description: 'book order' }, { metadata: { key: 'order_id' } }],
  ...['ORD-1042', ''].map((value) => ({ metadata: { key: 'order_id', value } })),
];
const refundsAlone: readonly Given[] = [
  ...sharedAlone,
  ...[{ createdBy: 'ada' }, { reasonCode: 'damaged' }],
  ...[{ failureReason: ['DECLINED'] }, { pendingReason: ['PROCESSING', 'CHARGE_PENDING'] }],
];
const alone = (examples: readonly Given[]) => examples.map((given): [Given] => [given]);

const idsOf = ({ nodes }: { nodes: readonly { id: string }[] }) => nodes.map(({ id }) => id);
const inAllOrders = (list: string) => `
  desc: ${list}(first: 100, filter: $filter) { totalCount nodes { id } }
  asc: ${list}(first: 100, filter: $filter, orderBy: { field: CREATED, direction: ASC }) { nodes { id } }`;

describe('section 9: a filter finds what a plain reading finds', () => {
  const RUNS = Number(process.env['FILTER_RUNS'] ?? 100);
  test('of charges', async () => {
    let found = 0;
    await fc.assert(
      fc.asyncProperty(chargeFilters, async (given) => {
        const expected = ledger.filter((known) => meets(known, given)).map(({ charge }) => charge.id);
        const { data, errors } = await gateway.query(
          `query ($filter: ChargeFilter) {${inAllOrders('charges')} }`,
          { filter: { paymentIntent: paymentIntentId, ...given } },
          as('agent'),
        );
        expect(errors).toBeUndefined();
        expect(idsOf(data.desc)).toEqual(expected);
        expect(data.desc.totalCount).toBe(expected.length);
        expect(idsOf(data.asc)).toEqual(expected.toReversed());
        if (expected.length > 0) found++;
      }),
      { numRuns: RUNS, examples: alone(chargesAlone) },
    );
    expect(found).toBeGreaterThan(RUNS / 10);
  });

  test('of refunds, in their lists, totals and sums', async () => {
    let found = 0;
    await fc.assert(
      fc.asyncProperty(refundFilters, async (given) => {
        const expected = ledger.flatMap((known) =>
          known.refunds.filter((refund) => meets(known, given, refund)),
        );
        const { data, errors } = await gateway.query(
          `query ($filter: RefundFilter) {${inAllOrders('refunds')} refundSummary(filter: $filter, by: STATUS) { count } }`,
          { filter: { paymentIntent: paymentIntentId, ...given } },
          as('agent'),
        );
        expect(errors).toBeUndefined();
        expect(new Set(idsOf(data.desc))).toEqual(new Set(expected.map(({ id }) => id)));
        expect(idsOf(data.asc)).toEqual(idsOf(data.desc).toReversed());
        expect(data.desc.totalCount).toBe(expected.length);
        const counted = data.refundSummary.reduce(
          (sum: number, { count }: { count: number }) => sum + count,
          0,
        );
        expect(counted).toBe(expected.length);
        if (expected.length > 0) found++;
      }),
      { numRuns: RUNS, examples: alone(refundsAlone) },
    );
    expect(found).toBeGreaterThan(RUNS / 10);
  });
});

describe('a caller without customers:read', () => {
  test.each(['email', 'emailStartsWith', 'name'])(
    'may not filter by %s, whether or not it exists',
    async (field) => {
      for (const [list, type] of [
        ['charges', 'ChargeFilter'],
        ['refunds', 'RefundFilter'],
      ] as const)
        for (const value of ['jenny@example.com', 'Jenny', 'nobody@example.com']) {
          const { data, errors } = await gateway.query(
            `query ($filter: ${type}) { ${list}(filter: $filter) { totalCount } }`,
            { filter: { [field]: value } },
            as('clerk'),
          );
          expect(data).toBeNull();
          expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
        }
    },
  );

  test('searches everything but what is personal', async () => {
    await fc.assert(
      fc.asyncProperty(shared.search, async (search) => {
        const expected = ledger
          .filter((known) => isFound(known, search, false))
          .map(({ charge }) => charge.id);
        const { data, errors } = await gateway.query(
          'query ($filter: ChargeFilter) { charges(first: 100, filter: $filter) { nodes { id } totalCount } }',
          { filter: { paymentIntent: paymentIntentId, search } },
          as('clerk'),
        );
        expect(errors).toBeUndefined();
        expect(idsOf(data.charges)).toEqual(expected);
        expect(data.charges.totalCount).toBe(expected.length);
      }),
      { numRuns: 60 },
    );
  });

  test('learns nothing about an address or a name by a search of charges, refunds and sums', async () => {
    for (const search of ['jörg_50%@example.com', 'jörg_50%@', 'Ludenscheidt', "o'brien", 'Иванова']) {
      const query = `query ($c: ChargeFilter, $r: RefundFilter) { charges(filter: $c) { totalCount nodes { id } }
        refunds(filter: $r) { totalCount nodes { id } } refundSummary(filter: $r, by: STATUS) { count } }`;
      const filter = { search, paymentIntent: paymentIntentId };
      const variables = { c: filter, r: filter };
      const known = await gateway.query(query, variables, as('clerk'));
      expect(known.errors).toBeUndefined();
      expect(known.data).toEqual({
        charges: { totalCount: 0, nodes: [] },
        refunds: { totalCount: 0, nodes: [] },
        refundSummary: [],
      });
      const agent = await gateway.query(query, variables, as('agent'));
      expect(agent.data.charges.totalCount, search).toBeGreaterThan(0);
      expect(agent.data.refunds.totalCount, search).toBeGreaterThan(0);
    }
  });
});

test.each(['charges', 'refunds'])(
  'a search of %s has a bounded length, and finds nothing without an error',
  async (list) => {
    const query = `query ($search: String) { ${list}(filter: { search: $search }) { nodes { id } totalCount } }`;
    const ask = (search: string) => gateway.query(query, { search }, as('agent'));
    const { errors } = await ask('x'.repeat(513));
    expect(errors).toMatchObject([{ extensions: { code: 'PARAMETER_INVALID', param: 'search' } }]);
    for (const search of [
      'x'.repeat(512),
      'z '.repeat(256),
      'ch_unknown',
      're_unknown',
      'dp_unknown',
      'evt_unknown',
      'apr_unknown',
      'trr_unknown',
      'fr_unknown',
      'tr_unknown',
      'fee_unknown',
      'pi_unknown',
      '0000',
      "'",
      '\\',
      ':*',
      '!',
      '&|',
    ])
      expect((await ask(search)).data, search).toEqual({ [list]: { nodes: [], totalCount: 0 } });
  },
);
