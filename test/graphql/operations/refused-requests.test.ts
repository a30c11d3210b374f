import { type ExecutionArgs, graphql, parse, subscribe } from 'graphql';
import { describe, expect, test, vi } from 'vitest';
import { schema } from '../../../src/graphql/schema.js';
import { Followers } from '../../../src/refunds/events/followers.js';

/** What the resolvers use before they ask the database. A table is empty. */
const context = (values: object = {}) => ({
  audit: () => {},
  database: { query: async () => [] },
  followers: new Followers(1),
  idempotencyKey: null,
  lastEventId: null,
  onClosed: () => {},
  feeds: { refundEvent: { model: 'refundEvent' } },
  ...values,
});

/** The answer to a request without the places of its errors. */
async function ask(source: string, variableValues: Record<string, unknown>, values: object = {}) {
  const { data, errors } = await graphql({ schema, source, variableValues, contextValue: context(values) });
  return { data, errors: errors?.map(({ message, extensions }) => ({ message, extensions })) };
}
const invalid = (message: string, param: string) => [
  { message, extensions: { code: 'PARAMETER_INVALID', param } },
];

describe('a request is refused before anything is read', () => {
  test('if it has more than 100 ids', async () => {
    const ids = Array.from({ length: 101 }, () => 'ch_1');
    expect(await ask('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids })).toEqual({
      data: null,
      errors: invalid('At most 100 ids can be given.', 'ids'),
    });
  });

  test('if it has more than 100 refunds', async () => {
    const refunds = Array.from({ length: 101 }, () => ({ charge: 'ch_1' }));
    const source =
      'mutation ($refunds: [CreateRefundInput!]!) { createRefunds(input: { refunds: $refunds }) { __typename } }';
    expect(await ask(source, { refunds })).toEqual({
      data: null,
      errors: invalid('At most 100 refunds can be given.', 'refunds'),
    });
  });

  test('but not if it has 100 ids, or 100 refunds', async () => {
    const ids = Array.from({ length: 100 }, () => 'of nothing');
    expect(await ask('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids })).toEqual({
      data: { nodes: Array.from({ length: 100 }, () => null) },
    });
    const refunds = Array.from({ length: 100 }, () => ({ charge: 'ch_1' }));
    const source =
      'mutation ($refunds: [CreateRefundInput!]!) { createRefunds(input: { refunds: $refunds }) { results { __typename } } }';
    // Each result is a refusal of the key, which serves one refund.
    const { data } = await ask(source, { refunds }, { idempotencyKey: 'of many' });
    expect(data?.['createRefunds']).toEqual({
      results: Array.from({ length: 100 }, () => ({ __typename: 'InvalidParameterError' })),
    });
  });

  test.each(['approveRefund', 'rejectRefund'])(
    'if the note of a decision has more than 512 characters: %s',
    async (field) => {
      const source = `mutation ($note: String) { ${field}(input: { approval: "apr_1", note: $note }) { __typename } }`;
      expect(await ask(source, { note: 'x'.repeat(513) })).toEqual({
        data: null,
        errors: invalid('note can have up to 512 characters.', 'note'),
      });
    },
  );
});

test.each(['node(id: "blk_1")', 'nodes(ids: ["blk_1"])'])(
  'an object that needs another scope is refused, and the audit has the field that asked: %s',
  async (field) => {
    const audit = vi.fn();
    const values = { audit, actor: 'reader', scopes: new Set(['refunds:read']) };
    const { errors } = await ask(`{ ${field} { id } }`, {}, values);
    expect(errors?.map(({ extensions }) => extensions['code'])).toEqual(['FORBIDDEN']);
    expect(audit.mock.calls).toMatchObject([
      [{ actor: 'reader', action: `Query.${field.split('(', 1)}`, outcome: 'refused', code: 'FORBIDDEN' }],
    ]);
  },
);

describe('section 8: a key in the header is refused', () => {
  const ERROR = '{ ... on RefundError { code message param } }';
  const refused = (message: string) => ({ code: 'PARAMETER_INVALID', message, param: 'idempotencyKey' });
  const header = { idempotencyKey: 'from the header' };

  test('if the request has two refunds', async () => {
    const one = `createRefund(input: { charge: "ch_1" }) ${ERROR}`;
    const { data } = await ask(`mutation { one: ${one} other: ${one} }`, {}, header);
    const message =
      'The header Idempotency-Key serves a request with one refund. Give each its own idempotencyKey.';
    expect(data).toEqual({ one: refused(message), other: refused(message) });
  });

  test('if the field has another one', async () => {
    const source = `mutation { createRefund(input: { charge: "ch_1", idempotencyKey: "another" }) ${ERROR} }`;
    const message = 'The header Idempotency-Key and the field idempotencyKey are different.';
    expect((await ask(source, {}, header)).data).toEqual({ createRefund: refused(message) });
  });
});

describe('a subscription is refused', () => {
  async function follow(values: object = {}, afterEvent: string | null = null) {
    const document = parse('subscription ($after: ID) { refundEvents(afterEvent: $after) { id } }');
    const variableValues = { after: afterEvent };
    const args: ExecutionArgs = { schema, document, variableValues, contextValue: context(values) };
    const refused = await subscribe(args);
    const [error] = 'errors' in refused ? (refused.errors ?? []) : [];
    return { message: error?.message, extensions: error?.extensions };
  }
  const LONG = `evt_${'x'.repeat(61)}`;

  test('if the process has as many followers as it takes', async () => {
    const followers = new Followers(1);
    followers.enter();
    expect(await follow({ followers })).toEqual({
      message: 'This process has as many subscribers as it takes. Try again later.',
      extensions: {
        code: 'OVERLOADED',
        retryable: true,
        http: { status: 503, headers: { 'retry-after': '5' } },
      },
    });
  });

  test('if its event does not exist, of which the message has the beginning', async () => {
    expect(await follow({}, LONG)).toEqual({
      message: `No such event: '${LONG.slice(0, 64)}…'`,
      extensions: { code: 'RESOURCE_MISSING', param: 'afterEvent' },
    });
  });

  test('if the event of its header does not exist, whatever the argument is', async () => {
    expect(await follow({ lastEventId: LONG }, 'evt_1')).toEqual({
      message: `No such event, in the header Last-Event-ID: '${LONG.slice(0, 64)}…'`,
      extensions: { code: 'RESOURCE_MISSING' },
    });
  });
});
