import type { TestDesk } from './desk';

const CREATE_KEY = `mutation($name: String!, $scopes: [String!]!) { createApiKey(input: { name: $name, scopes: $scopes }) {
  ... on CreateApiKeyPayload { secret } ... on RefundError { message } } }`;

/** Anna may refund up to five dollars alone, and everybody gives one of two reason codes if any. */
export const policy = {
  limits: [{ caller: 'anna', currency: 'usd', maxAmount: 500, aboveLimit: 'approve' }],
  reasonCodes: ['damaged', 'late_delivery'],
  refundWindowDays: { '*': 730 },
};

/** The keys of a small team. The first key turns authentication on. */
export async function createTeam(desk: TestDesk) {
  const secret = async (name: string, scopes: string[], by?: string): Promise<string> => {
    const answer = await desk.ask<{ createApiKey: { secret: string } }>(CREATE_KEY, { name, scopes }, by);
    return answer.createApiKey.secret;
  };
  const all = [
    'refunds:read',
    'refunds:write',
    'refunds:cancel',
    'refunds:approve',
    'customers:read',
    'events:read',
  ];
  const admin = await secret('admin', [...all, 'audit:read', 'keys:manage']);
  return {
    anna: await secret('anna', ['refunds:read', 'refunds:write', 'refunds:approve', 'events:read'], admin),
    ben: await secret('ben', all, admin),
    reader: await secret('reader', ['refunds:read'], admin),
  };
}
