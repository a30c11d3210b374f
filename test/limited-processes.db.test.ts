import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, inject, test } from 'vitest';
import { sql } from '../src/database/sql.js';
import { temporaryDirectory } from './support/databases/temporary-directory.js';
import { testDatabase } from './support/databases/test-database.js';
import { ask } from './support/processes/gateway-process.js';
import { settingsOf, startGateway, startMain } from './support/processes/processes.js';
import { insertCharge } from './support/rows/ledger-rows.js';

const holder = testDatabase();
const isServer = inject('template').kind === 'postgresql';
const REFUNDS = 40;

function policyFile(policy: object): string {
  const file = path.join(temporaryDirectory(), 'policy.json');
  writeFileSync(file, JSON.stringify(policy));
  return file;
}

test.runIf(isServer)(
  'section 12: of many refunds of one caller through two processes, exactly as many succeed as the day allows',
  { tags: ['long'] },
  async () => {
    const POLICY_FILE = policyFile({
      limits: [{ caller: '*', currency: 'usd', maxAmountPerDay: 1250 }],
    });
    const settings = { ...(await settingsOf(holder.database)), POLICY_FILE };
    const processes = await Promise.all([startGateway(settings), startGateway(settings)]);
    const charges = await Promise.all(Array.from({ length: REFUNDS }, () => insertCharge(holder.database)));
    const answers = await Promise.all(
      charges.map(async ({ id }, index) => {
        const { createRefund } = await ask<{ createRefund: { __typename: string } }>(
          processes[index % 2] as (typeof processes)[number],
          `mutation { createRefund(input: { charge: "${id}", amount: 100 }) { __typename } }`,
        );
        return createRefund.__typename;
      }),
    );
    expect(answers.toSorted()).toEqual([
      ...Array.from({ length: 12 }, () => 'CreateRefundPayload'),
      ...Array.from({ length: REFUNDS - 12 }, () => 'RefundLimitExceededError'),
    ]);
    const [day] = await holder.database.query(sql`SELECT caller, amount, count FROM caller_day`);
    expect(day).toEqual(['', 1200n, 12]);
    const { viewer } = await ask<object & { viewer: object }>(
      processes[0],
      '{ viewer { refundLimits { currency amountLeftToday countLeftToday } } }',
    );
    expect(viewer).toEqual({
      refundLimits: [{ currency: 'usd', amountLeftToday: 50, countLeftToday: null }],
    });
  },
);

test.runIf(isServer)('a faulty policy stops the start, with every fault', { tags: ['long'] }, async () => {
  const POLICY_FILE = policyFile({ limits: [{ caller: '*', currency: 'usd', maxAmout: 1 }], reasonCodes: 1 });
  const running = startMain({ ...(await settingsOf(holder.database)), POLICY_FILE });
  expect(await running.ended).toBe(1);
  expect(running.stderr()).toContain('limits[0].maxAmout is not known.');
  expect(running.stderr()).toContain('reasonCodes must be a list of texts.');
});
