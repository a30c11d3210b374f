import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Refunds above 20 in these currencies wait for the supervisor. They are those of most of the sample data. */
const LIMITED = ['usd', 'eur', 'gbp'];
const MOST_ALONE = 2_000;
const REFUND_WINDOW_DAYS = 365;

const POLICY = {
  limits: LIMITED.map((currency) => ({
    caller: 'agent',
    currency,
    maxAmount: MOST_ALONE,
    aboveLimit: 'approve',
  })),
  reasonCodes: ['damaged', 'late', 'not_as_described', 'goodwill'],
  refundWindowDays: { '*': REFUND_WINDOW_DAYS },
};

const AGENT = ['refunds:read', 'refunds:write', 'refunds:cancel', 'customers:read', 'events:read'];
const SUPERVISOR = [...AGENT, 'refunds:approve'];

/**
 * A folder for one run with a team. Keys are shown once and turn authentication on for ever, so the ledger of a team is
 * not the one that a visitor without keys comes back to.
 */
export async function prepareTeam() {
  const folder = await mkdtemp(join(tmpdir(), 'refund-desk-team-'));
  const policyFile = join(folder, 'policy.json');
  await writeFile(policyFile, JSON.stringify(POLICY, null, 2));
  return {
    settings: { DATA_DIR: join(folder, 'data'), POLICY_FILE: process.env['POLICY_FILE'] ?? policyFile },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/**
 * Makes the keys of an agent and of a supervisor.
 * @param {string} graphql the address of the gateway's API
 */
export async function createTeam(graphql) {
  const admin = await createKey(graphql, 'admin', [...SUPERVISOR, 'keys:manage']);
  return {
    agent: await createKey(graphql, 'agent', AGENT, admin),
    supervisor: await createKey(graphql, 'supervisor', SUPERVISOR, admin),
  };
}

/**
 * @param {string} graphql
 * @param {string} name
 * @param {string[]} scopes
 * @param {string} [by] the key that makes it; the first one needs none
 * @returns {Promise<string>}
 */
async function createKey(graphql, name, scopes, by) {
  const query = `mutation($name: String!, $scopes: [String!]!) { createApiKey(input: { name: $name, scopes: $scopes }) {
    ... on CreateApiKeyPayload { secret } ... on RefundError { message } } }`;
  const response = await fetch(graphql, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(by && { authorization: `Bearer ${by}` }) },
    body: JSON.stringify({ query, variables: { name, scopes } }),
  });
  const answer = await response.json();
  const secret = answer.data?.createApiKey?.secret;
  if (!secret) throw new Error(`The key for ${name} was not made: ${JSON.stringify(answer)}`);
  return secret;
}
