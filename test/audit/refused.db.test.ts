import { beforeEach, describe, expect, test } from 'vitest';
import type { Audited } from '../../src/audit/audited.js';
import { RefusalLog } from '../../src/audit/refusal-log.js';
import { DatabaseUnavailableError, OutcomeUnknownError } from '../../src/database/retry.js';
import { GENEROUS_LIMITS } from '../support/gateways/generous-limits.js';
import { as, TestCallers } from '../support/gateways/test-callers.js';
import { TestClock } from '../support/gateways/test-clock.js';
import { testGateway } from '../support/gateways/test-gateway.js';
import { insertCharge, testId } from '../support/rows/ledger-rows.js';

const callers = new TestCallers();
callers.add('desk', ['refunds:read', 'refunds:write', 'refunds:cancel', 'refunds:approve']);
callers.add('reader', ['refunds:read']);
callers.add('auditor', ['audit:read']);
const noted: Audited[] = [];
beforeEach(() => {
  noted.length = 0;
});
const gateway = testGateway({
  recognizer: callers,
  requestLimits: GENEROUS_LIMITS,
  audit: (audited) => void noted.push(audited),
});
const ask = (query: string, variables: object, name = 'desk') =>
  gateway.query(query, { ...variables }, as(name));

const CREATE = `mutation($input: CreateRefundInput!) { createRefund(input: $input) { __typename } }`;
const SEVERAL = `mutation($input: CreateRefundsInput!) { createRefunds(input: $input) { results { __typename } } }`;

describe('rule 14.2: a refusal of a mutation is audited, with what was asked', () => {
  const missing = { actor: 'desk', outcome: 'refused', code: 'RESOURCE_MISSING' };

  test.each([
    ['createRefund', CREATE, { charge: 'ch_none', amount: 5 }, ['ch_none'], 5n],
    [
      'cancelRefund',
      'mutation($input: CancelRefundInput!) { cancelRefund(input: $input) { __typename } }',
      { refund: 're_none' },
      ['re_none'],
    ],
    [
      'updateRefundMetadata',
      'mutation($input: UpdateRefundMetadataInput!) { updateRefundMetadata(input: $input) { __typename } }',
      { refund: 'pyr_none', metadata: { secret: 'jenny@example.com' } },
      ['pyr_none'],
    ],
    [
      'approveRefund',
      'mutation($input: ApproveRefundInput!) { approveRefund(input: $input) { __typename } }',
      { approval: 'apr_none', note: 'jenny@example.com' },
      ['apr_none'],
    ],
    [
      'rejectRefund',
      'mutation($input: RejectRefundInput!) { rejectRefund(input: $input) { __typename } }',
      { approval: 'apr_none' },
      ['apr_none'],
    ],
  ])('%s', async (action, query, input, objects, amount = undefined) => {
    await ask(query, { input });
    expect(noted).toEqual([{ ...missing, action, objects, amount }]);
  });

  test('each refused refund of several, and none that was made', async () => {
    const charge = await insertCharge(gateway.database);
    const refunds = [
      { charge: charge.id, amount: 100 },
      { charge: charge.id, amount: 5_000_000 },
      { charge: 'ch_none' },
    ];
    await ask(SEVERAL, { input: { refunds } });
    expect(noted.map(({ action, code, objects, amount }) => [action, code, objects, amount])).toEqual([
      ['createRefund', 'AMOUNT_TOO_LARGE', [charge.id], 5_000_000n],
      ['createRefund', 'RESOURCE_MISSING', ['ch_none'], undefined],
    ]);
  });

  test('also once the mutation is compiled', async () => {
    for (let times = 0; times < 5; times++) await ask(CREATE, { input: { charge: 'ch_none' } });
    expect(noted).toHaveLength(5);
  });

  test('rule 14.4: a text in the place of an id that is no id is not kept: it could be about a person, or a secret', async () => {
    const given = [
      'jenny@example.com',
      'ch_jenny@example.com',
      `ch_${'x'.repeat(65)}`,
      'Jenny Rosen',
      'jenny_rosen',
      `rgk_${'k'.repeat(43)}`,
      'sk_live_4eC39HqLyjWDarjtT1zdp7dc',
      '',
    ];
    for (const charge of given) await ask(CREATE, { input: { charge } });
    expect(noted).toHaveLength(given.length);
    for (const { objects } of noted) expect(objects).toEqual([]);
  });

  test('a fault of the request as a whole is noted once', async () => {
    const refunds = Array.from({ length: 101 }, () => ({ charge: 'ch_none' }));
    await ask(SEVERAL, { input: { refunds } });
    expect(noted).toEqual([
      { actor: 'desk', action: 'createRefund', outcome: 'refused', code: 'PARAMETER_INVALID', objects: [] },
    ]);
  });
});

test('rule 14.2: what succeeds is not noted: the database writes it', async () => {
  const charge = await insertCharge(gateway.database);
  await ask(CREATE, { input: { charge: charge.id } });
  expect(noted).toEqual([]);
});

test.each([
  ['OUTCOME_UNKNOWN', new OutcomeUnknownError('lost', {})],
  ['OVERLOADED', new DatabaseUnavailableError('busy', new Error('full'))],
  ['INTERNAL_SERVER_ERROR', new Error('a bug')],
])('rule 14.2: an error is audited as failed: %s', async (code, error) => {
  const failing = testGateway({
    recognizer: callers,
    audit: (audited) => void noted.push(audited),
    holder: {
      get database() {
        return { ...gateway.database, transaction: () => Promise.reject(error) };
      },
    },
  });
  const query = 'mutation($input: CancelRefundInput!) { cancelRefund(input: $input) { __typename } }';
  await failing.query(query, { input: { refund: 're_1' } }, as('desk'));
  expect(noted).toEqual([
    { actor: 'desk', action: 'cancelRefund', outcome: 'failed', code, objects: ['re_1'], amount: undefined },
  ]);
});

describe('rule 14.2: what a caller may not do is audited', () => {
  const forbidden = { actor: 'reader', outcome: 'refused', code: 'FORBIDDEN', objects: [] };

  test('each root field', async () => {
    await ask(
      'mutation { a: cancelRefund(input: {refund: "re_1"}) { __typename } b: createRefund(input: {charge: "ch_1"}) { __typename } }',
      {},
      'reader',
    );
    await ask('{ refunds { nodes { id } } auditEntries { nodes { id } } }', {}, 'reader');
    expect(noted).toEqual(
      ['cancelRefund', 'createRefund', 'auditEntries'].map((action) => ({ ...forbidden, action })),
    );
  });

  test('a personal field and a personal condition', async () => {
    const charge = await insertCharge(gateway.database);
    await ask(
      'query($id: ID!) { charge(id: $id) { blockListEntries { value } } }',
      { id: charge.id },
      'reader',
    );
    await ask('{ refunds(filter: {instructionsEmail: "jenny@example.com"}) { nodes { id } } }', {}, 'reader');
    expect(noted).toEqual(
      ['Charge.blockListEntries', 'RefundFilter.instructionsEmail'].map((action) => ({
        ...forbidden,
        action,
      })),
    );
  });
});

test('rule 14.3: a secret that is not valid is audited without the secret; a request without one is not', async () => {
  const body = JSON.stringify({ query: '{ viewer { name } }' });
  const headers = { 'content-type': 'application/json' };
  await gateway.http({ headers, body });
  await gateway.http({ headers: { ...headers, ...as('guessed-secret') }, body });
  expect(noted).toEqual([
    { actor: null, action: 'authenticate', outcome: 'refused', code: 'UNAUTHENTICATED', objects: [] },
  ]);
});

test('section 14: who may read the audit lists and filters it: what was done and what was refused', async () => {
  const log = new RefusalLog(gateway.database, new TestClock());
  const charge = await insertCharge(gateway.database);
  await ask(CREATE, { input: { charge: charge.id, amount: 300 } });
  await ask(CREATE, { input: { charge: charge.id, amount: 5_000 } });
  for (const audited of noted) log.note(audited);
  await log.write();
  const list = async (filter: object) => {
    const query =
      'query($filter: AuditEntryFilter) { auditEntries(first: 10, filter: $filter) { totalCount nodes { actor action outcome code objects amount currency count details } } }';
    const { data } = await ask(query, { filter: { object: charge.id, ...filter } }, 'auditor');
    return data.auditEntries.nodes;
  };
  const about = { actor: 'desk', action: 'createRefund', count: 1, details: null };
  const refused = {
    ...{ ...about, outcome: 'REFUSED', code: 'AMOUNT_TOO_LARGE' },
    ...{ objects: [charge.id], amount: 5_000, currency: null },
  };
  const done = {
    ...{ ...about, outcome: 'DONE', code: null },
    ...{ objects: [expect.stringMatching(/^re_/), charge.id], amount: 300, currency: charge.currency },
  };
  expect(await list({})).toEqual([refused, done]);
  expect(await list({ outcome: ['REFUSED'] })).toEqual([refused]);
  expect(await list({ actor: 'desk', action: ['createRefund'], outcome: ['DONE', 'HELD'] })).toEqual([done]);
  expect(await list({ actor: 'nobody' })).toEqual([]);
  expect(await list({ action: [] })).toEqual([]);
  expect(await list({ object: testId('ch') })).toEqual([]);
  expect(await list({ created: { lt: '2026-01-01T00:00:00Z' } })).toEqual([]);
});

test('a refusal is written once with the time at which it was refused, also if no answer came to the first writing', async () => {
  let nowMs = 0;
  let isLost = true;
  const write: typeof gateway.database.write = async (statement) => {
    const rows = await gateway.database.write(statement);
    if (isLost) throw new Error('No answer came');
    return rows;
  };
  const log = new RefusalLog({ write }, new TestClock(), () => nowMs);
  const id = testId('ch');
  log.note({ actor: 'desk', action: 'createRefund', outcome: 'refused', code: 'x', objects: [id] });
  nowMs = 60_000.5;
  await expect(log.write()).rejects.toThrow('No answer came');
  isLost = false;
  expect(await log.write()).toBe(1);
  const { rows } = await gateway.database.pool.query(
    `SELECT now() - created BETWEEN interval '59 seconds' AND interval '1 hour' AS "isOfThen"
     FROM audit_entry WHERE objects = ARRAY[$1]`,
    [id],
  );
  expect(rows).toEqual([{ isOfThen: true }]);
});
