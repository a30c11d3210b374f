import { assertInterfaceType, type GraphQLField, isEnumType, isObjectType } from 'graphql';
import { expect, test } from 'vitest';
import { sourceOf } from '../../../src/graphql/loading/computed.js';
import { typeNameOf } from '../../../src/graphql/node-types.js';
import { schema } from '../../../src/graphql/schema.js';
import { type Model, tables } from '../../../src/ledger/tables.js';

const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'));
const rowTypes = (Object.keys(tables) as Model[]).map(typeNameOf);

/** All fields of the API, with their types. */
const fields = types
  .filter(isObjectType)
  .flatMap((type) => Object.values(type.getFields()).map((field) => ({ type, field })));

test('every value of an enum has the name of what is stored, in upper case', () => {
  const values = types
    .filter(isEnumType)
    .flatMap((type) => type.getValues().map(({ name, value }) => ({ of: type.name, name, value })));
  expect(values.length).toBeGreaterThan(70);
  const others = values.filter(({ name, value }) => `${value}`.toUpperCase() !== name);
  // The stored types of these events do not say what they happen to.
  expect(others.map(({ of, name, value }) => `${of}.${name}: ${value}`)).toEqual([
    'RefundApprovalEventType.APPROVAL_APPROVED: approved',
    'RefundApprovalEventType.APPROVAL_EXPIRED: expired',
    'RefundApprovalEventType.APPROVAL_REJECTED: rejected',
    'RefundApprovalEventType.APPROVAL_REQUESTED: requested',
  ]);
});

/** The column, or the related row, that a field answers as it is. */
function exposedBy(field: GraphQLField<unknown, unknown>): string | undefined {
  const { pothosExposedField, source } = field.extensions as {
    readonly pothosExposedField?: string;
    readonly source?: { readonly relation?: string };
  };
  return pothosExposedField ?? source?.relation;
}

test('every field that answers a column or a related row as it is has the name of it', () => {
  const exposed = fields.filter(({ field }) => exposedBy(field) !== undefined);
  expect(exposed.length).toBeGreaterThan(100);
  const others = exposed.filter(({ field }) => exposedBy(field) !== field.name);
  // These are parts of an object, whose columns begin with its name.
  expect(others.map(({ type, field }) => `${type.name}.${field.name}: ${exposedBy(field)}`)).toEqual([
    'RefundDestinationCard.reference: destinationCardReference',
    'RefundDestinationCard.referenceStatus: destinationCardReferenceStatus',
    'RefundDestinationCard.referenceType: destinationCardReferenceType',
    'RefundDestinationCard.type: destinationCardType',
    'RefundNextActionDisplayDetails.expiresAt: actionExpiresAt',
    'RefundNextActionEmailSent.emailSentAt: actionEmailSentAt',
    'RefundNextActionEmailSent.emailSentTo: actionEmailSentTo',
  ]);
});

test('every amount of a stored row is written as people do in the currency of the row', () => {
  const written = fields
    .filter(({ type, field }) => rowTypes.includes(type.name) && field.name.endsWith('Formatted'))
    .map(({ type, field }) => ({ name: `${type.name}.${field.name}`, source: sourceOf(field) }));
  const others = written.filter(({ name, source }) => {
    const [, column] = /\.(\w+)Formatted$/.exec(name) ?? [];
    return JSON.stringify(source) !== JSON.stringify({ columns: [column, 'currency'] });
  });
  expect(written.length).toBeGreaterThan(15);
  // The first is computed as the amount beside it, the second is a sum.
  expect(others.map(({ name }) => name)).toEqual([
    'Charge.amountRefundableFormatted',
    'PaymentIntent.amountRefundedFormatted',
  ]);
});

test('an object without an id is of no type, and its type can be asked for without an error', async () => {
  const { resolveType } = assertInterfaceType(schema.getType('Node'));
  const typeOf = async (row: object) => resolveType?.(row, {}, {} as never, {} as never);
  expect(await typeOf({ id: 'blk_1' })).toBe('BlockListEntry');
  expect(await typeOf({})).toBeUndefined();
});
