import { describe, expect, test } from 'vitest';
import { sendRaw } from '../../support/clients/send-raw.js';
import { testGateway } from '../../support/gateways/test-gateway.js';
import { insertCharge, insertRefund } from '../../support/rows/ledger-rows.js';

const gateway = testGateway();
const send = (query: string, variables: string) => sendRaw(gateway, query, variables);

describe('section 4: metadata', () => {
  const UPDATE = `updateRefundMetadata(input: { refund: $id, metadata: $metadata }) {
    __typename ... on RefundError { code param } ... on UpdateRefundMetadataPayload { refund { metadata } } }`;
  const made = async (metadata: object = { a: '1', b: '2' }) =>
    (
      await insertRefund(gateway.database, await insertCharge(gateway.database), {
        metadata: { ...metadata },
      })
    ).id;
  const update = async (id: string, metadata: string) =>
    send(`mutation ($id: ID!, $metadata: Metadata!) { ${UPDATE} }`, `{"id":"${id}","metadata":${metadata}}`);
  const updateLiterally = async (id: string, metadata: string, declared = '', variables = {}) =>
    send(
      `mutation ($id: ID! ${declared}) { ${UPDATE.replace('$metadata', metadata)} }`,
      JSON.stringify({ id, ...variables }),
    );
  const metadataOf = (answer: Awaited<ReturnType<typeof send>>) =>
    answer.data.updateRefundMetadata.refund.metadata;

  test('merges an object, in which an empty string or null unsets a key', async () => {
    expect(metadataOf(await update(await made(), '{"c":"3"}'))).toEqual({ a: '1', b: '2', c: '3' });
    expect(metadataOf(await update(await made(), '{"a":"","b":null}'))).toEqual({});
    expect(metadataOf(await updateLiterally(await made(), '{ a: "", b: "9", c: null }'))).toEqual({ b: '9' });
    expect(metadataOf(await update(await made(), '{}'))).toEqual({ a: '1', b: '2' });
  });

  test('unsets every key if it is an empty string', async () => {
    expect(metadataOf(await update(await made(), '""'))).toEqual({});
    expect(metadataOf(await updateLiterally(await made(), '""'))).toEqual({});
  });

  test('may be a literal with variables, and an omitted variable omits its key', async () => {
    const given = await updateLiterally(await made(), '{ a: $a, c: $c }', '$a: String $c: String', {
      c: '3',
    });
    expect(metadataOf(given)).toEqual({ a: '1', b: '2', c: '3' });
    const wrong = await updateLiterally(await made(), '{ a: $a }', '$a: Int', { a: 5 });
    expect(wrong.errors[0].extensions.code).toBe('BAD_USER_INPUT');
  });

  test.each([
    '[]',
    '["a"]',
    '5',
    'true',
    '"text"',
    '{"a":5}',
    '{"a":true}',
    '{"a":["b"]}',
    '{"a":{"b":"c"}}',
  ])('%s is BAD_USER_INPUT, in a variable and as a literal', async (metadata) => {
    const id = await made();
    const asLiteral = metadata.replace(/"(\w+)":/g, '$1:');
    for (const answer of [await update(id, metadata), await updateLiterally(id, asLiteral)]) {
      expect(answer.data).toBeUndefined();
      expect(answer.errors[0].extensions.code).toBe('BAD_USER_INPUT');
      expect(answer.errors[0].message).toContain('Metadata cannot represent a value');
    }
  });

  test('refuses an enum value as text', async () => {
    const { errors } = await updateLiterally(await made(), '{ a: PENDING }');
    expect(errors[0].extensions.code).toBe('BAD_USER_INPUT');
  });

  test('may have keys such as `__proto__` and `constructor`', async () => {
    const odd = '{"__proto__":"a","constructor":"b","toString":"c","hasOwnProperty":"d","":null}'.replace(
      ',"":null',
      '',
    );
    const { data } = await send(
      `mutation ($input: CreateRefundInput!) { createRefund(input: $input) { ... on CreateRefundPayload { refund { id metadata } } } }`,
      `{"input":{"charge":"${(await insertCharge(gateway.database)).id}","amount":1,"metadata":${odd}}}`,
    );
    const { id, metadata } = data.createRefund.refund;
    expect(JSON.stringify(metadata)).toBe(odd);
    const read = await send('query ($id: ID!) { refund(id: $id) { metadata } }', `{"id":"${id}"}`);
    expect(Object.entries(read.data.refund.metadata).toSorted()).toEqual(
      Object.entries(JSON.parse(odd)).toSorted(),
    );
    const unset = await updateLiterally(id, '{ __proto__: "", constructor: null, toString: "e" }');
    expect(metadataOf(unset)).toEqual({ toString: 'e', hasOwnProperty: 'd' });
    expect(({} as Record<string, unknown>)['a']).toBeUndefined();
  });

  test.each(['constructor', 'toString', 'hasOwnProperty', 'ordinary'])(
    'leaves out the key of a variable that is not given: $%s',
    async (name) => {
      const id = await made({});
      const query = `mutation ($${name}: String) { updateRefundMetadata(input: { refund: "${id}", metadata: { kept: "k", ${name}: $${name} } }) { ... on UpdateRefundMetadataPayload { refund { metadata } } } }`;
      // From its third use on, a document is compiled.
      for (let use = 1; use <= 4; use++)
        expect(metadataOf(await send(query, '{}')), `use ${use}`).toEqual({ kept: 'k' });
      expect(metadataOf(await send(query, `{"${name}":"given"}`))).toEqual({ kept: 'k', [name]: 'given' });
    },
  );

  test('with square brackets in a key, or with an empty key, is a refusal', async () => {
    for (const key of ['a[b]', '[', ']', '']) {
      const answer = await update(await made(), JSON.stringify({ [key]: 'x' }));
      expect(answer.data.updateRefundMetadata).toEqual({
        __typename: 'InvalidParameterError',
        code: 'PARAMETER_INVALID',
        param: 'metadata',
      });
    }
  });
});
