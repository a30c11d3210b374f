import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { SignJWT } from 'jose';
import { expect, inject, test } from 'vitest';
import { createKey } from '../../src/callers/create-key.js';
import { packageRoot } from '../../src/process/package-root.js';
import type { Scope } from '../../src/rules/scopes.js';
import { temporaryDirectory } from '../support/databases/temporary-directory.js';
import { testDatabase } from '../support/databases/test-database.js';
import { settingsOf, startGateway } from '../support/processes/processes.js';
import { insertCharge } from '../support/rows/ledger-rows.js';

const holder = testDatabase();

const PAGE = path.join(packageRoot, 'docs/callers-transcript.md');
const SECRET = 'a secret of the test, at least 32 bytes long';
const PATIENTLY = { timeout: 20_000 };
const POLICY = {
  limits: [
    { caller: 'anna', currency: 'usd', maxAmount: 500, maxAmountPerDay: 2_000, aboveLimit: 'approve' },
    { caller: 'bot', currency: 'usd', maxAmount: 300, maxAmountPerDay: 500, aboveLimit: 'refuse' },
  ],
};
const CREATED = `fragment Created on CreateRefundResult {
  __typename
  ... on CreateRefundPayload { idempotentReplay refund { amountFormatted createdBy } }
  ... on RefundApprovalRequired { idempotentReplay approval { id status refund { amountFormatted createdBy } } }
  ... on RefundLimitExceededError { message limit left }
}`;
const SCOPES: Readonly<Record<string, readonly Scope[]>> = {
  anna: ['refunds:read', 'refunds:write'],
  ben: ['refunds:read', 'refunds:approve'],
  cleo: ['keys:manage'],
  bot: ['refunds:read', 'refunds:write'],
  auditor: ['audit:read'],
};
const INTRODUCTION = `# A desk agent, a supervisor and a bot

Two processes, A and B, share a database and a policy. Anna works at the desk, Ben supervises, and Cleo looks after keys.
They sign in, so they have JSON Web Tokens. The bot and the auditor have API keys. \`test/callers/transcript.db.test.ts\`
plays this, and compares every answer with this page.

| caller | scopes |
|---|---|
${Object.entries(SCOPES)
  .map(([name, scopes]) => `| \`${name}\` | ${scopes.map((scope) => `\`${scope}\``).join(', ')} |`)
  .join('\n')}

Anna may refund up to $5 at once and $20 a day, and more if somebody approves it. The bot may refund up to $3 at once and $5
a day, and no more:
\`\`\`json
${JSON.stringify(POLICY, null, 2)}
\`\`\`
What requests ask of a result:
\`\`\`graphql
${CREATED}
\`\`\`
`;

/** Tokens and keys, by who has them. */
async function secrets(): Promise<Readonly<Record<string, string>>> {
  const scopesOf = (name: string) => SCOPES[name] ?? [];
  const token = (name: string) =>
    new SignJWT({ scope: scopesOf(name).join(' ') })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(name)
      .setIssuer('https://login.example')
      .setAudience('refunds')
      .setExpirationTime('1h')
      .sign(Buffer.from(SECRET));
  const key = async (name: string) =>
    `${(await createKey(holder.database, { name, scopes: scopesOf(name), expires: null }, new Date()))?.secret}`;
  return {
    Anna: await token('anna'),
    Ben: await token('ben'),
    Cleo: await token('cleo'),
    'The bot': await key('bot'),
    'The auditor': await key('auditor'),
    'A stranger': 'rgk_guessed',
  };
}

test.runIf(inject('template').kind === 'postgresql')(
  'a desk agent, a supervisor and a bot work through two processes as docs/callers-transcript.md shows',
  { tags: ['long'] },
  async () => {
    const policy = path.join(temporaryDirectory(), 'policy.json');
    await writeFile(policy, JSON.stringify(POLICY));
    const settings = {
      ...(await settingsOf(holder.database)),
      ...{ POLICY_FILE: policy, JWT_SECRET: SECRET },
      ...{ JWT_ISSUER: 'https://login.example', JWT_AUDIENCE: 'refunds' },
    };
    const bearers = await secrets();
    const [a, b] = await Promise.all([startGateway(settings), startGateway(settings)]);
    const charge = await insertCharge(holder.database, { amount: 5_000n, amountCaptured: 5_000n });
    const names = new Map([[charge.id, 'ch_1']]);
    const lines: string[] = [];

    const ask = async (who: string, at: 'A' | 'B', query: string) => {
      const response = await fetch(`${(at === 'A' ? a : b).url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${bearers[who]}` },
        body: JSON.stringify({ query: query.includes('...Created') ? `${query} ${CREATED}` : query }),
      });
      return { status: response.status, text: await response.text() };
    };
    /** Ids that a run makes get the same names in each run. */
    const named = (text: string): string =>
      text
        .replace(/"requestId":"[^"]*"/g, '"requestId":"…"')
        .replace(/\b(re|apr|ch)_[0-9A-Za-z]{10,}/g, (id, kind) => {
          if (!names.has(id))
            names.set(
              id,
              `${kind}_${[...names.keys()].filter((known) => known.startsWith(kind)).length + 1}`,
            );
          return names.get(id) ?? id;
        });
    const tell = (what: string, query: string, { status, text }: { status: number; text: string }) => {
      const answer = named(text);
      lines.push(`${what}\n\`\`\`graphql\n${named(query)}\n\`\`\`\n\`\`\`\n${status} ${answer}\n\`\`\`\n`);
      return text;
    };
    const play = async (who: string, at: 'A' | 'B', what: string, query: string) =>
      tell(`**${who}**, at ${at}, ${what}`, query, await ask(who, at, query));
    const create = (amount: number, more = '') =>
      `mutation { createRefund(input: { charge: "${charge.id}", amount: ${amount}${more} }) { ...Created } }`;

    await play('A stranger', 'A', 'guesses a key:', '{ viewer { name } }');
    await play(
      'Anna',
      'A',
      'asks what she may do:',
      '{ viewer { name scopes refundLimits { currency maxAmount maxAmountPerDay amountLeftToday needsApproval } } }',
    );
    await play('Anna', 'A', 'refunds $2:', create(200));
    await play('The bot', 'B', 'refunds $3:', create(300));
    await play('The bot', 'A', 'wants to refund $3 more, at the other process:', create(300));
    const asked = await play(
      'Anna',
      'A',
      'refunds $6, with a key:',
      create(600, ', idempotencyKey: "order-7"'),
    );
    const approval = /apr_\w+/.exec(asked)?.[0] ?? '';
    const approve = `mutation { approveRefund(input: { approval: "${approval}", note: "Damaged" }) { __typename ... on CreateRefundPayload { refund { amountFormatted createdBy events { nodes { actor } } } } } }`;
    await play('Anna', 'B', 'tries to approve it herself:', approve);
    await play(
      'Ben',
      'B',
      'lists the approvals that wait for a decision:',
      '{ refundApprovals(filter: { status: [PENDING] }) { nodes { id amountFormatted message requestedBy } } }',
    );
    await play('Ben', 'B', 'approves it:', approve);
    await play(
      'Ben',
      'A',
      'approves it once more, at the other process:',
      approve.replace(
        '... on Cr',
        '... on RefundApprovalNotPendingError { approval { status decidedBy } } ... on Cr',
      ),
    );
    await play('Anna', 'A', 'repeats her request with its key:', create(600, ', idempotencyKey: "order-7"'));
    const cancel = 'mutation { cancelRefund(input: { refund: "re_none" }) { __typename } }';
    await play('The bot', 'A', 'tries to cancel a refund:', cancel);
    await play(
      'Cleo',
      'A',
      'revokes the key of the bot:',
      'mutation { revokeApiKey(input: { name: "bot" }) { ... on RevokeApiKeyPayload { apiKey { name revokedBy } } } }',
    );
    await expect
      .poll(async () => (await ask('The bot', 'B', '{ viewer { name } }')).status, PATIENTLY)
      .toBe(401);
    await play('The bot', 'B', 'is not let in any more, within seconds:', '{ viewer { name } }');
    const audit =
      '{ auditEntries(first: 20, filter: { actor: "bot" }) { nodes { actor action outcome code objects amount } } }';
    const entries = async () =>
      JSON.parse((await ask('The auditor', 'B', audit)).text).data.auditEntries.nodes;
    await expect.poll(async () => (await entries()).length, PATIENTLY).toBe(3);
    await play('The auditor', 'B', 'reads what the bot did, and what it was refused:', audit);

    await expect(`${INTRODUCTION}\n${lines.join('\n')}`).toMatchFileSnapshot(PAGE);
  },
);
