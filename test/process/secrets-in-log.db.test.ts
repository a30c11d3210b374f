import { createHash } from 'node:crypto';
import { SignJWT } from 'jose';
import { beforeEach, describe, expect, test } from 'vitest';
import { recognizer } from '../../src/callers/recognize.js';
import { Tokens } from '../../src/callers/tokens.js';
import { OutcomeUnknownError } from '../../src/database/retry.js';
import { type Database, databaseOver } from '../../src/ledger/open-ledger.js';
import { createLogger } from '../../src/process/logger.js';
import { as } from '../support/gateways/test-callers.js';
import { TestClock } from '../support/gateways/test-clock.js';
import { type HttpRequest, testGateway } from '../support/gateways/test-gateway.js';
import type { SentValue } from '../support/logs/log-files.js';
import { secretsIn } from '../support/logs/search-logs.js';
import { insertCharge } from '../support/rows/ledger-rows.js';
import { limitWith, policyWith } from '../support/rows/policies.js';

const EMAIL = 'anna.person@example.com';
const IDEMPOTENCY_KEY = 'order 6735 of anna';
const NAME = 'Anna Person';
const RECEIPT = 'https://pay.example.com/receipts/of-anna';
const NOTE = 'she called about the blue cup';
const METADATA = 'locker 77, Sesame Street';
const API_KEY = `rgk_${createHash('sha256').update('a key').digest('base64url')}`;
const TOKEN_SECRET = 'a secret of at least thirty-two bytes';

const SECRETS: readonly SentValue[] = [
  { kind: 'e-mail address', value: EMAIL },
  { kind: 'idempotency key', value: IDEMPOTENCY_KEY },
  { kind: 'name', value: NAME },
  { kind: 'receipt', value: RECEIPT },
  { kind: 'note', value: NOTE },
  { kind: 'metadata of a refund', value: METADATA },
  { kind: 'API key', value: API_KEY },
  { kind: 'secret of tokens', value: TOKEN_SECRET },
];

let log = '';
beforeEach(() => {
  log = '';
});
const logger = createLogger('trace', {
  write: (line) => {
    log += line;
  },
});

/** Expects that something was logged, and no secret. */
function expectNoSecret(): void {
  expect(log).not.toBe('');
  const found = secretsIn(log, SECRETS, 'gateway').map(
    ({ kind, at }) => `${kind}: ${log.slice(at, at + 100)}`,
  );
  expect(found).toEqual([]);
}

const gateway = testGateway({ logger });
const production = testGateway({ logger, holder: gateway, production: true });
/** A gateway where every refund needs an approval. */
const careful = testGateway({
  logger,
  holder: gateway,
  policy: policyWith({ limits: [limitWith({ maxAmount: 1n, aboveLimit: 'approve' })] }),
});

const PERSONAL = {
  idempotencyKey: IDEMPOTENCY_KEY,
  note: NOTE,
  metadata: { place: METADATA },
  instructionsEmail: EMAIL,
};
const CREATE =
  'mutation ($input: CreateRefundInput!) { createRefund(input: $input) { __typename ... on CreateRefundPayload { refund { id } } ... on RefundApprovalRequired { approval { id } } ... on RefundError { code message } } }';
const JSON_TYPE = { 'content-type': 'application/json' };

/** A charge whose customer is asked for bank details. */
const konbini = () =>
  insertCharge(gateway.database, {
    paymentMethodType: 'konbini',
    billingEmail: EMAIL,
    billingName: NAME,
    description: NOTE,
    receiptUrl: RECEIPT,
  });

describe('no secret and no personal text stands in the log at the level trace', () => {
  test('of mutations, done and refused', async () => {
    const charge = await konbini();
    const input = { charge: charge.id, amount: 10, ...PERSONAL };
    const { createRefund } = (await gateway.query(CREATE, { input })).data;
    expect(createRefund).toMatchObject({ __typename: 'CreateRefundPayload' });
    const { id } = createRefund.refund;
    const shown = 'query ($id: ID!) { charge(id: $id) { billingDetails { email name } receiptUrl } }';
    expect((await gateway.query(shown, { id: charge.id })).data.charge).toEqual({
      billingDetails: { email: EMAIL, name: NAME },
      receiptUrl: RECEIPT,
    });
    await gateway.query(CREATE, { input: { ...input, amount: 11 } });
    await gateway.query(CREATE, { input: { ...input, idempotencyKey: 'k'.repeat(256) } });
    await gateway.query(CREATE, { input: { ...input, charge: EMAIL } });
    await gateway.query(CREATE, { input: { ...input, amount: NOTE } });
    await gateway.query(
      'mutation ($input: CreateRefundsInput!) { createRefunds(input: $input) { results { __typename } } }',
      {
        input: {
          refunds: [input, { ...input, idempotencyKey: `${IDEMPOTENCY_KEY} 2`, reason: 'FRAUDULENT' }],
        },
      },
    );
    await gateway.query(
      'query ($input: RefundPreviewInput!) { refundPreview(input: $input) { __typename } }',
      { input: { charge: EMAIL } },
    );
    const update =
      'mutation ($input: UpdateRefundMetadataInput!) { updateRefundMetadata(input: $input) { __typename } }';
    await gateway.query(update, { input: { refund: id, metadata: { place: METADATA } } });
    await gateway.query(update, { input: { refund: id, metadata: { [NOTE.repeat(3)]: METADATA } } });
    for (const refund of [id, id, NOTE])
      await gateway.query(
        'mutation ($input: CancelRefundInput!) { cancelRefund(input: $input) { __typename } }',
        { input: { refund } },
      );
    expectNoSecret();
  });

  test('of approvals', async () => {
    const charge = await konbini();
    for (const [verb, idempotencyKey] of [
      ['approveRefund', 'first'],
      ['rejectRefund', 'second'],
    ] as const) {
      const input = {
        charge: charge.id,
        amount: 10,
        ...PERSONAL,
        idempotencyKey: `${IDEMPOTENCY_KEY} ${idempotencyKey}`,
      };
      const { createRefund } = (await careful.query(CREATE, { input })).data;
      expect(createRefund).toMatchObject({ __typename: 'RefundApprovalRequired' });
      for (const approval of [createRefund.approval.id, NOTE])
        await careful.query(
          `mutation ($approval: ID!, $note: String) { ${verb}(input: { approval: $approval, note: $note }) { __typename } }`,
          { approval, note: NOTE },
        );
    }
    expectNoSecret();
  });

  const query = `{ refunds(filter: { instructionsEmail: "${EMAIL}" }) { nodes { id note } } }`;
  test.each<[string, HttpRequest]>([
    ['a body that is no JSON', { headers: JSON_TYPE, body: `{"query": "${NOTE}", ${EMAIL}` }],
    [
      'a document that cannot be parsed',
      { headers: JSON_TYPE, body: JSON.stringify({ query: `{ "${EMAIL}` }) },
    ],
    ['an unknown field', { headers: JSON_TYPE, body: JSON.stringify({ query: `{ a(note: "${NOTE}") }` }) }],
    ['a query in the URL', { method: 'GET', url: `/graphql?query=${encodeURIComponent(query)}` }],
    ['a key in the URL', { method: 'GET', url: `/graphql?access_token=${API_KEY}` }],
    ['a path', { method: 'GET', url: `/customers/${EMAIL}` }],
    ['a path with a key', { method: 'GET', url: `/${API_KEY}` }],
    ['a host', { headers: { ...JSON_TYPE, host: EMAIL }, body: '{}' }],
    ['an origin', { headers: { ...JSON_TYPE, origin: `https://user:${API_KEY}@example.com` }, body: '{}' }],
    ['the id of the request', { headers: { ...JSON_TYPE, 'x-request-id': API_KEY }, body: '{}' }],
    [
      'the key of the header',
      { headers: { ...JSON_TYPE, 'idempotency-key': IDEMPOTENCY_KEY }, body: JSON.stringify({ query }) },
    ],
  ])('of a request with secrets in %s', async (_, request) => {
    await gateway.http(request);
    await production.http(request);
    expectNoSecret();
  });

  test('of callers who are not recognized', async () => {
    const clock = new TestClock();
    const keys = { secret: Buffer.from(TOKEN_SECRET) };
    const claims = { issuer: 'https://idp.example', audience: 'refunds' };
    const tokens = new Tokens({ ...claims, keys, scopesClaim: 'scope', nameClaim: 'sub' }, clock, {
      onFailure: (error) => logger.error({ err: error }, 'Keys'),
      onRefused: (reason) => logger.info({ reason }, 'A token was refused'),
    });
    const none = { hasKeys: true, find: () => null } as unknown as Parameters<typeof recognizer>[0];
    const guarded = testGateway({ logger, holder: gateway, recognizer: recognizer(none, tokens) });
    const token = (exp: number, secret: Uint8Array = keys.secret) =>
      new SignJWT({ iss: claims.issuer, aud: claims.audience, sub: EMAIL, scope: 'refunds:read', exp })
        .setProtectedHeader({ alg: 'HS256' })
        .sign(secret);
    const later = clock.now().getTime() / 1000 + 600;
    const good = await token(later);
    const given = [
      good,
      API_KEY,
      `${good}x`,
      await token(1),
      await token(later, Buffer.alloc(32)),
      'eyJhbGciOiJub25lIn0.e30.',
    ];
    const statuses: number[] = [];
    for (const secret of given) {
      const body = JSON.stringify({ query: '{ viewer { name } }' });
      statuses.push((await guarded.http({ headers: { ...JSON_TYPE, ...as(secret) }, body })).statusCode);
      const basic = { authorization: `Basic ${Buffer.from(`${secret}:`).toString('base64')}` };
      await guarded.http({ headers: { ...JSON_TYPE, ...basic }, body });
    }
    // Other tests have failed from this address too.
    expect(statuses).toEqual([200, ...Array(5).fill(expect.toBeOneOf([401, 429]))]);
    expectNoSecret();
  });

  const insert = (database: Database) =>
    database.pool.query(
      'INSERT INTO charge (id, description, billing_email, billing_name) VALUES ($1, $2, $3, $4)',
      [IDEMPOTENCY_KEY, NOTE, EMAIL, NAME],
    );
  test.each<[string, (database: Database) => Promise<unknown>]>([
    ['a row that a constraint refuses', insert],
    [
      'a row that is there already',
      async (database) => {
        const { id } = await insertCharge(database, { id: `${IDEMPOTENCY_KEY} / ${NOTE}` });
        return database.pool
          .query('INSERT INTO charge SELECT * FROM charge WHERE id = $1', [id])
          .finally(() => database.prisma.charge.delete({ where: { id } }));
      },
    ],
    ['a number that is none', ({ pool }) => pool.query('SELECT $1::bigint', [NOTE])],
    ['JSON that is none', ({ pool }) => pool.query('SELECT $1::jsonb', [`{"note": "${NOTE}", x`])],
    ['SQL with a value', ({ pool }) => pool.query(`SELECT '${NOTE}' FROM nothing`)],
    [
      'an argument of Prisma',
      ({ prisma }) => prisma.charge.findUnique({ where: { id: IDEMPOTENCY_KEY, nope: EMAIL } as never }),
    ],
    [
      'a row that Prisma cannot create',
      ({ prisma }) => prisma.charge.create({ data: { id: IDEMPOTENCY_KEY, description: NOTE } as never }),
    ],
    ['SQL of Prisma', ({ prisma }) => prisma.$queryRawUnsafe('SELECT $1::text::bigint', NOTE)],
    [
      'an outcome that is unknown',
      (database) =>
        insert(database).catch((cause) => {
          throw new OutcomeUnknownError('The connection broke', { cause, idempotencyKey: IDEMPOTENCY_KEY });
        }),
    ],
    ['JSON of a row that cannot be read', async () => JSON.parse(`"${NOTE}`)],
    ['several errors', async (database) => Promise.any([insert(database)])],
    ['no error', () => Promise.reject(`broken by ${EMAIL} and ${API_KEY}`)],
  ])('of an error of the database or of the code: %s', async (_, fail) => {
    const { database } = gateway;
    const { kind, pool, signal } = database;
    const failingPool = Object.assign(Object.create(pool), { query: () => fail(database) });
    const broken = databaseOver({ kind, pool: failingPool, signal }, async () => {});
    const failing = testGateway({ logger, holder: { database: broken } });
    const { errors } = await failing.query(CREATE, { input: { charge: 'ch_1', ...PERSONAL } });
    expect(errors).toMatchObject([
      { extensions: { code: expect.stringMatching(/^(INTERNAL_SERVER_ERROR|OUTCOME_UNKNOWN)$/) } },
    ]);
    // Work in the background logs the error itself, not as that of a field.
    await fail(database).catch((err) => logger.error({ err }, 'The processor failed; its tasks are retried'));
    expect(log).toContain('"msg":"The processor failed');
    expect(log).toContain('"msg":"Unexpected error"');
    expectNoSecret();
  });
});

test('the search finds what the log may not have', () => {
  const texts = SECRETS.map(({ value }) => JSON.stringify({ msg: value })).join('\n');
  const kinds = new Set(secretsIn(texts, SECRETS, 'gateway').map(({ kind }) => kind));
  expect(kinds).toEqual(new Set(SECRETS.map(({ kind }) => kind)));
});
