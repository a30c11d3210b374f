import { graphql } from 'graphql';
import { expect, test } from 'vitest';
import { schema } from '../../../src/graphql/schema.js';
import type { Policy } from '../../../src/rules/policy.js';
import type { Scope } from '../../../src/rules/scopes.js';
import { policyWith } from '../../support/rows/policies.js';

/** What a caller sees of itself. */
async function viewerWith(policy: Partial<Policy>, scopes: readonly Scope[] = []) {
  const { data } = await graphql({
    schema,
    source: '{ viewer { name scopes noteRequired reasonCodeRequired reasonCodes } }',
    contextValue: { actor: 'desk', scopes: new Set(scopes), policy: policyWith(policy) },
  });
  return data?.['viewer'];
}
const open = { name: 'desk', scopes: [], noteRequired: false, reasonCodeRequired: false, reasonCodes: null };

test('section 12: a policy may require a note without a reason code, and a reason code without a note', async () => {
  expect(await viewerWith({ requireNote: true })).toEqual({ ...open, noteRequired: true });
  expect(await viewerWith({ requireReasonCode: true })).toEqual({ ...open, reasonCodeRequired: true });
});

test('section 12: the reason codes have the order of the policy', async () => {
  const reasonCodes = ['late', 'damaged'];
  expect(await viewerWith({ reasonCodes })).toEqual({ ...open, reasonCodes });
});

test('the scopes have one order, whatever the order in which the caller got them', async () => {
  expect(await viewerWith({}, ['keys:manage', 'refunds:write', 'refunds:read'])).toEqual({
    ...open,
    scopes: ['refunds:read', 'refunds:write', 'keys:manage'],
  });
});
