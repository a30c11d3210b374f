import { assertObjectType, buildSchema, getNamedType, isObjectType } from 'graphql';
import { describe, expect, test } from 'vitest';
import { csvColumns, MAX_COLUMNS } from '../../../src/graphql/export/csv-columns.js';
import { ExportRefusedError } from '../../../src/graphql/export/export-refused.js';
import { exportedLists } from '../../../src/graphql/export/exported-lists.js';
import { schema } from '../../../src/graphql/schema.js';

const refund = assertObjectType(schema.getType('Refund'));
const auditEntry = assertObjectType(schema.getType('AuditEntry'));

describe('the columns of an export', () => {
  test('are fields of the row, of objects that it leads to, and keys of metadata', () => {
    const columns = csvColumns(refund, ['id', 'charge.id', 'charge.status', 'metadata.order.id', 'metadata']);
    expect(columns.selection).toBe('id charge { id status } metadata');
    expect(columns.takesLocale).toBe(false);
    const metadata = { 'order.id': '6735' };
    const row = { id: 're_1', charge: { id: 'ch_1', status: 'SUCCEEDED' }, metadata };
    expect(columns.cellsOf(row)).toEqual(['re_1', 'ch_1', 'SUCCEEDED', '6735', '{"order.id":"6735"}']);
    expect(columns.cellsOf({ id: 're_2', charge: null, metadata: {} })).toEqual([
      're_2',
      null,
      null,
      null,
      '{}',
    ]);
  });

  test('have no value of a key that nobody set, and the values of a list side by side', () => {
    const columns = csvColumns(auditEntry, ['objects', 'count']);
    expect(columns.cellsOf({ objects: ['re_1', 'ch_1'], count: 2 })).toEqual(['re_1 ch_1', 2]);
    expect(csvColumns(refund, ['metadata.constructor']).cellsOf({ metadata: {} })).toEqual([null]);
  });

  test('lead over at most ten steps, and the refusal has the beginning of the name', () => {
    const steps = `${'replacedBy.'.repeat(9)}id`;
    expect(csvColumns(refund, [steps]).names).toEqual([steps]);
    expect(() => csvColumns(refund, [`replacedBy.${steps}`])).toThrow(
      new ExportRefusedError(
        `No such column: '${`replacedBy.${steps}`.slice(0, 64)}…'. It has more than 10 steps.`,
      ),
    );
  });

  test('have names of up to 255 characters', () => {
    const longest = `metadata.${'k'.repeat(246)}`;
    expect(csvColumns(refund, [longest]).names).toEqual([longest]);
    expect(() => csvColumns(refund, [`${longest}k`])).toThrow('A name has at most 255 characters.');
  });

  test('pass the locale on to fields that take one', () => {
    const columns = csvColumns(refund, ['amountFormatted']);
    expect(columns.selection).toBe('amountFormatted(locale: $locale)');
    expect(columns.takesLocale).toBe(true);
  });

  test.each([
    ['', "No such column: ''. Refund has no such field."],
    ['amont', "No such column: 'amont'. Refund has no such field."],
    ['constructor', "No such column: 'constructor'. Refund has no such field."],
    ['charge', "No such column: 'charge'. charge is an object: name one of its fields."],
    ['id.length', "No such column: 'id.length'. id is a value, which has no fields."],
    ['events.nodes.id', "No such column: 'events.nodes.id'. nodes is not a single object."],
    [`${'replacedBy.'.repeat(17_500)}id`, 'A name has at most 255 characters.'],
    [`charge.${'paymentIntent.latestCharge.'.repeat(5)}id`, 'It has more than 10 steps.'],
    ['id } } evil { x', "No such column: 'id } } evil { x'. Refund has no such field."],
  ])('refuse %j', (name, message) => {
    expect(() => csvColumns(refund, ['id', name])).toThrow(message);
  });

  test('are no fields that need an argument, except those with a value for it', () => {
    const schema = buildSchema('type Query { sum(currency: String!): Int share(parts: Int! = 2): Int }');
    const row = assertObjectType(schema.getQueryType());
    expect(csvColumns(row, ['share']).selection).toBe('share');
    expect(() => csvColumns(row, ['sum'])).toThrow(
      new ExportRefusedError("No such column: 'sum'. sum needs the argument currency."),
    );
  });

  test('tell the scopes of personal fields, also behind objects that may be missing', () => {
    expect([...csvColumns(refund, ['id']).needed]).toEqual([]);
    const columns = csvColumns(refund, ['replacedBy.charge.billingDetails.email']);
    expect([...columns.needed]).toEqual(['customers:read']);
  });

  test('are bounded in number', () => {
    const names = Array.from({ length: MAX_COLUMNS }, () => 'id');
    expect(csvColumns(refund, names).names).toHaveLength(MAX_COLUMNS);
    expect(() => csvColumns(refund, [...names, 'id'])).toThrow('1 to 100 columns');
    expect(() => csvColumns(refund, [])).toThrow('1 to 100 columns');
  });
});

test('every list of the API can be exported, and its usual columns exist', () => {
  const lists = Object.values(schema.getQueryType()?.getFields() ?? {}).flatMap(({ name, type }) => {
    const connection = getNamedType(type);
    return isObjectType(connection) && connection.name.endsWith('Connection') ? [{ name, connection }] : [];
  });
  expect(lists.map(({ name }) => name).sort()).toEqual(Object.keys(exportedLists).sort());
  for (const { name, connection } of lists) {
    const row = assertObjectType(getNamedType(connection.getFields()['nodes']?.type));
    expect(csvColumns(row, exportedLists[name] ?? []).names).toEqual(exportedLists[name]);
  }
});

test('the usual columns are the ones that readers of the files know, in their order', () => {
  const heads = Object.entries(exportedLists).map(([list, columns]) => `${list}: ${columns.join(',')}`);
  expect(heads).toEqual([
    'refunds: id,created,status,amount,currency,amountFormatted,reason,reasonCode,note,createdBy,failureReason,pendingReason,charge.id,paymentIntent.id,metadata',
    'charges: id,created,status,amount,amountCaptured,amountRefunded,amountRefundable,currency,disputed,paymentMethodDetails.type,paymentMethodDetails.card.brand,paymentMethodDetails.card.last4,paymentIntent.id,description,metadata',
    'paymentIntents: id,created,status,amount,amountReceived,amountRefundedFormatted,currency,description,metadata',
    'refundApprovals: id,created,status,amount,currency,message,requestedBy,note,decidedBy,decidedAt,decisionNote,charge.id,refund.id',
    'blockList: type,value,created,charge.id,refund.id',
    'auditEntries: id,created,actor,action,outcome,code,objects,amount,currency,count,details',
    'apiKeys: id,name,scopes,created,createdBy,expires,lastUsed,revoked,revokedBy',
  ]);
});
