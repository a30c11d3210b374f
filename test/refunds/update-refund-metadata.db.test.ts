import { describe, expect, test } from 'vitest';
import { updateRefundMetadata } from '../../src/refunds/update-refund-metadata.js';
import type { MetadataChange } from '../../src/rules/metadata.js';
import { accepted, refused, testVerbs } from '../support/gateways/test-verbs.js';
import { insertCharge } from '../support/rows/ledger-rows.js';

const verbs = testVerbs();
const update = (id: string, change: MetadataChange) => updateRefundMetadata(verbs.as('desk'), id, change);
const parsed = (json: string): Record<string, string> => JSON.parse(json) as Record<string, string>;
async function refundWith(metadata: MetadataChange) {
  const { id } = await insertCharge(verbs.database);
  return verbs.refund({ charge: id, amount: 100n, metadata });
}
const metadataOf = async (id: string) =>
  (await verbs.database.prisma.refund.findUniqueOrThrow({ where: { id } })).metadata;
const typesOf = async (id: string) => (await verbs.eventsOf(id)).map(({ type }) => type);

test('section 4: a change is merged and recorded as one event with its actor', async () => {
  const refund = await refundWith({ a: '1', b: '2', c: '3' });
  verbs.clock.advance(1000);
  const updated = accepted(await update(refund.id, { b: '', c: null, d: '4', a: '5' }));
  expect(updated.metadata).toEqual({ a: '5', d: '4' });
  const { charge: _, ...before } = refund as typeof refund & { charge?: unknown };
  // Only the metadata is updated.
  expect(updated).toEqual({ ...before, metadata: { a: '5', d: '4' } });
  expect(await verbs.eventsOf(refund.id)).toMatchObject([
    { type: 'refund_created', actor: null },
    { type: 'refund_updated', actor: 'desk', status: 'succeeded', created: verbs.clock.now() },
  ]);
});

test('section 4: an empty string in place of the object unsets every key', async () => {
  const { id } = await refundWith({ a: '1', b: '2' });
  expect(accepted(await update(id, '')).metadata).toEqual({});
  expect(await metadataOf(id)).toEqual({});
});

test.each(['__proto__', 'constructor', 'toJSON', 'toString', '$type', 'type'])(
  'section 4: %s is an ordinary key that can be set, updated and unset',
  async (key) => {
    const entry = (value: string) => parsed(`{${JSON.stringify(key)}: "${value}"}`);
    const { id } = await refundWith(entry('made'));
    expect(Object.entries((await metadataOf(id)) as object)).toEqual([[key, 'made']]);
    accepted(await update(id, entry('updated')));
    expect(Object.entries((await metadataOf(id)) as object)).toEqual([[key, 'updated']]);
    accepted(await update(id, entry('')));
    expect(Object.entries((await metadataOf(id)) as object)).toEqual([]);
    expect(await typesOf(id)).toEqual(['refund_created', 'refund_updated', 'refund_updated']);
  },
);

describe('section 6: an update without a change records no event', () => {
  test.each<[string, MetadataChange]>([
    ['no keys', {}],
    ['the same value', { a: '1' }],
    ['unsetting a key that does not exist', { x: '', y: null }],
  ])('%s', async (_, change) => {
    const { id } = await refundWith({ a: '1' });
    expect(accepted(await update(id, change)).metadata).toEqual({ a: '1' });
    expect(await typesOf(id)).toEqual(['refund_created']);
  });

  test('clearing empty metadata', async () => {
    const { id } = await refundWith('');
    accepted(await update(id, ''));
    expect(await typesOf(id)).toEqual(['refund_created']);
  });
});

describe('section 4: a refused update changes nothing', () => {
  test.each<[string, MetadataChange, RegExp]>([
    ['too many keys together with the existing ones', { another: 'v' }, /up to 50 keys.*'another'/],
    ['a value that is too long', { key0: 'v'.repeat(501) }, /up to 500 characters.*'key0'/],
  ])('%s', async (_, change, message) => {
    const metadata = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`key${index}`, 'v']));
    const { id } = await refundWith(metadata);
    const refusal = refused(await update(id, change));
    expect(refusal).toMatchObject({ code: 'PARAMETER_INVALID', param: 'metadata' });
    expect(refusal.message).toMatch(message);
    expect(await metadataOf(id)).toEqual(metadata);
    expect(await typesOf(id)).toEqual(['refund_created']);
  });

  test.each(['re_none', 're none'])('rule 1.3: an update of a refund that does not exist: %s', async (id) => {
    expect(await update(id, { a: '1' })).toEqual({
      code: 'RESOURCE_MISSING',
      message: `No such refund: '${id}'`,
      param: 'refund',
    });
  });
});

test('section 4: simultaneous updates lose no key, and each records its event', async () => {
  const { id } = await refundWith({ kept: 'yes', gone: 'soon' });
  const keys = Array.from({ length: 10 }, (_, index) => `key${index}`);
  await Promise.all([...keys.map((key) => update(id, { [key]: key })), update(id, { gone: '' })]);
  expect(await metadataOf(id)).toEqual({ kept: 'yes', ...Object.fromEntries(keys.map((key) => [key, key])) });
  expect(await typesOf(id)).toEqual([
    'refund_created',
    ...Array.from({ length: 11 }, () => 'refund_updated'),
  ]);
});
