import { expect, test } from 'vitest';
import { auditPolicy } from '../../src/audit/audit-policy.js';
import { parsePolicy } from '../../src/callers/policy-file.js';
import { NO_POLICY } from '../../src/rules/policy.js';
import { testDatabase } from '../support/databases/test-database.js';
import { TestClock } from '../support/gateways/test-clock.js';

const holder = testDatabase();

test('rule 14.3: a first start without a policy, or with an empty one, writes nothing', async () => {
  const clock = new TestClock();
  await auditPolicy(holder.database, NO_POLICY, clock);
  await auditPolicy(holder.database, parsePolicy('{}'), clock);
  expect(await holder.database.prisma.auditEntry.findMany()).toEqual([]);
});
