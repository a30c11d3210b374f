import { describe, expect, inject, test } from 'vitest';
import { createKey } from '../../../src/callers/create-key.js';
import { KnownKeys } from '../../../src/callers/known-keys.js';
import { revokeKey } from '../../../src/callers/revoke-key.js';
import { explainFailure } from '../../../src/database/explain-failure.js';
import { ensureSchema, requireSchema } from '../../../src/database/migrations/migrator.js';
import { approveRefund } from '../../../src/refunds/approvals/approve-refund.js';
import { expireApprovals } from '../../../src/refunds/approvals/expire-approvals.js';
import { rejectRefund } from '../../../src/refunds/approvals/reject-refund.js';
import { cancelRefund } from '../../../src/refunds/cancel-refund.js';
import { createRefund } from '../../../src/refunds/create/create-refund.js';
import { RefundGroups } from '../../../src/refunds/create/refund-groups.js';
import { forgetKeys } from '../../../src/refunds/forget-keys.js';
import { resumeParkedTasks } from '../../../src/refunds/processing/park-task.js';
import { updateRefundMetadata } from '../../../src/refunds/update-refund-metadata.js';
import { verifyLedger } from '../../../src/verify/verify-ledger.js';
import { openAsRole, ownedDatabase } from '../../support/databases/role-databases.js';
import { letExpire } from '../../support/gateways/ask-for-approval.js';
import { createWithoutApproval } from '../../support/gateways/create-without-approval.js';
import { runKnownTasks } from '../../support/gateways/run-tasks.js';
import { TestClock } from '../../support/gateways/test-clock.js';
import { SANDBOX_DELAY_MS, testSandbox } from '../../support/gateways/test-sandbox.js';
import { accepted, refused } from '../../support/gateways/test-verbs.js';
import { insertCharge, insertRefund, testId } from '../../support/rows/ledger-rows.js';
import { limitWith, policyWith } from '../../support/rows/policies.js';

const FORBIDDEN = [
  'DELETE FROM refund',
  'UPDATE refund SET amount = 1',
  'UPDATE refund SET charge_id = id',
  'DELETE FROM refund_event',
  'UPDATE refund_event SET actor = NULL',
  'DELETE FROM refund_approval_event',
  'UPDATE refund_approval_event SET actor = NULL',
  'UPDATE balance_transaction SET amount = 1',
  'DELETE FROM balance_transaction',
  'UPDATE charge SET refund_ceiling = amount',
  'UPDATE charge SET opening_refunded = 0',
  'DELETE FROM charge',
  'INSERT INTO charge SELECT (jsonb_populate_record(c, \'{"id": "ch_copy"}\')).* FROM charge c',
  'UPDATE dispute SET is_charge_refundable = true',
  'DELETE FROM block_list_entry',
  'UPDATE idempotency_key SET fingerprint = NULL',
  'UPDATE api_key SET created_by = NULL',
  'UPDATE api_key SET expires = NULL',
  'INSERT INTO api_key SELECT * FROM api_key',
  'DELETE FROM api_key',
  "UPDATE api_key SET scopes = '{}'",
  'TRUNCATE refund_task',
  'DELETE FROM _prisma_migrations',
  "SELECT setval('refund_event_position_seq', 1)",
  "SELECT setval('refund_approval_event_position_seq', 1)",
  'CREATE TABLE mine ()',
  'ALTER TABLE refund DISABLE TRIGGER ALL',
  'DROP TRIGGER refund_is_kept ON refund',
  'DROP TABLE refund_task',
  `CREATE OR REPLACE FUNCTION record_refunds(refunds new_refund[], guards charge_guard[], beside jsonb) RETURNS int
    LANGUAGE sql AS $$ SELECT 1 $$`,
  'CREATE INDEX ON refund (description)',
  'SET session_replication_role = replica',
];

/** A ledger with a charge and a refund, and the gateway's verbs as the role. */
async function gatewayAsRole() {
  const databases = await ownedDatabase('migrated');
  const owner = await openAsRole(databases.url);
  const database = await openAsRole(databases.gatewayUrl);
  const clock = new TestClock();
  const context = {
    database,
    groups: new RefundGroups(database),
    clock,
    processor: testSandbox,
    actor: 'desk',
  };
  const create = (charge: string, more: object = {}) =>
    createWithoutApproval(context, { charge, amount: 100n, ...more });
  return { ...databases, database, owner, clock, context, create };
}

describe.runIf(inject('template').kind === 'postgresql')('the role of the gateway', () => {
  test('carries a refund from its creation to its end, and keeps the ledger in order', async () => {
    const { owner, clock, context, create, gateway } = await gatewayAsRole();
    const charge = await insertCharge(owner, {
      cardLast4: '5126',
      applicationFeeAmount: 100n,
      transferAmount: 500n,
      billingEmail: 'jenny@example.com',
    });
    const key = testId('key');
    const input = {
      idempotencyKey: key,
      reason: 'fraudulent',
      refundApplicationFee: true,
      reverseTransfer: true,
    };
    const { refund } = accepted(await create(charge.id, input));
    accepted(await updateRefundMetadata(context, refund.id, { order: '6735' }));
    for (let steps = 0; steps < 3; steps++) {
      clock.advance(SANDBOX_DELAY_MS);
      await runKnownTasks(context);
    }
    expect(
      await context.database.prisma.refund.findUniqueOrThrow({ where: { id: refund.id } }),
    ).toMatchObject({
      status: 'failed',
      metadata: { order: '6735' },
    });
    const violations = (await verifyLedger(gateway, () => {})).filter((verdict) => verdict.violations > 0);
    expect(violations).toEqual([]);
  });

  test('counts days, asks for approval, approves, rejects and expires', async () => {
    const { owner, context } = await gatewayAsRole();
    const limit = limitWith({ maxAmount: 500n, maxAmountPerDay: 1_000n, aboveLimit: 'approve' });
    const desk = { ...context, policy: policyWith({ limits: [limit] }) };
    const supervisor = { ...context, actor: 'supervisor' };
    const ask = async (amount: bigint) => {
      const { id: charge } = await insertCharge(owner, { currency: 'usd' });
      const answer = await createRefund(desk, { charge, amount, idempotencyKey: testId('key') });
      return 'approval' in answer ? answer.approval.id : 'refund' in answer ? 'made' : answer.code;
    };
    expect(await ask(500n)).toBe('made');
    const [first, second] = [await ask(600n), await ask(600n)];
    accepted(await approveRefund(supervisor, first, null));
    accepted(await rejectRefund(supervisor, second, null));
    const third = await ask(600n);
    await letExpire({ database: owner }, third);
    expect(await expireApprovals(context.database)).toBe(1);
    const events = await context.database.prisma.refundApprovalEvent.findMany({
      where: { approvalId: { in: [first, second, third] }, type: { not: 'requested' } },
      orderBy: { position: 'asc' },
    });
    expect(events.map(({ type }) => type)).toEqual(['approved', 'rejected', 'expired']);
  });

  test('cancels, keeps and forgets refusals, and resumes tasks', async () => {
    const { owner, clock, context, create } = await gatewayAsRole();
    const charge = await insertCharge(owner, { paymentMethodType: 'konbini' });
    const { refund } = accepted(await create(charge.id, { instructionsEmail: 'jenny@example.com' }));
    clock.advance(SANDBOX_DELAY_MS);
    await runKnownTasks(context);
    accepted(await cancelRefund(context, refund.id));
    refused(await create('ch_none', { idempotencyKey: testId('key') }));
    clock.advance(25 * 60 * 60_000);
    expect(await forgetKeys(context)).toBe(1);
    expect(await resumeParkedTasks(context)).toBe(0);
  });

  test('knows callers, notes the last use of their keys, and makes and revokes keys', async () => {
    const { owner, gateway, database, clock } = await gatewayAsRole();
    const given = { name: 'desk', scopes: ['refunds:read'], expires: null } as const;
    const made = await createKey(owner, given, clock.now());
    const keys = new KnownKeys(gateway, clock);
    await keys.refresh();
    expect(await keys.find(`${made?.secret}`)).toMatchObject({ name: 'desk' });
    await keys.refresh();
    const { rows } = await gateway.query('SELECT last_used IS NOT NULL AS used FROM api_key');
    expect(rows).toEqual([{ used: true }]);
    const other = await createKey(database, { ...given, name: 'other' }, clock.now(), 'desk');
    expect(other?.apiKey).toMatchObject({ name: 'other', createdBy: 'desk' });
    expect(await revokeKey(database, { name: 'other' }, clock.now(), 'desk')).toMatchObject({
      revoked: clock.now(),
      revokedBy: 'desk',
    });
    const valid = "UPDATE api_key SET revoked = NULL, revoked_by = NULL WHERE name = 'other'";
    await expect(gateway.query(valid)).rejects.toThrow('refused');
  });

  test('may not do what only an owner may', async () => {
    const { owner, gateway } = await gatewayAsRole();
    await insertRefund(owner, await insertCharge(owner));
    for (const statement of FORBIDDEN)
      await expect.soft(gateway.query(statement), statement).rejects.toMatchObject({ code: '42501' });
  });
});

describe.runIf(inject('template').kind === 'postgresql')('the start of a gateway as the role', () => {
  test('accepts a schema that is up to date', async () => {
    const { gateway } = await ownedDatabase('migrated');
    await ensureSchema(gateway);
    await requireSchema(gateway);
  });

  test('tells who has to migrate an older schema, and changes nothing', async () => {
    const { owner, gateway } = await ownedDatabase('migrated');
    await owner.query(
      'DELETE FROM _prisma_migrations WHERE migration_name = (SELECT max(migration_name) FROM _prisma_migrations)',
    );
    const expected = {
      code: 'SCHEMA_OLDER',
      message: expect.stringMatching(
        /1 migration\(s\) are missing.* Run `npm run migrate` with the owner of the tables as the user of DATABASE_URL\.$/,
      ),
    };
    await expect(ensureSchema(gateway)).rejects.toMatchObject(expected);
    await expect(requireSchema(gateway)).rejects.toMatchObject(expected);
    await expect(ensureSchema(owner)).rejects.toMatchObject({
      message: expect.stringMatching(/Run `npm run migrate`\.$/),
    });
  });

  test('creates no ledger in an empty database, and tells who can', async () => {
    const { owner, gateway } = await ownedDatabase('empty');
    await owner.query('REVOKE CREATE ON SCHEMA public FROM PUBLIC');
    await expect(ensureSchema(gateway)).rejects.toMatchObject({
      code: 'DATABASE_EMPTY',
      message:
        'There is no ledger yet, and the user of DATABASE_URL may not create tables. Run `npm run migrate` with the owner of the tables as the user of DATABASE_URL.',
    });
    await ensureSchema(owner);
  });

  test('without its rights, names the command that grants them', async () => {
    const { owner, gateway, role } = await ownedDatabase('migrated');
    await owner.query(`REVOKE ALL ON ALL TABLES IN SCHEMA public FROM ${role}`);

    const explained = await ensureSchema(gateway).then(() => null, explainFailure);
    expect(explained).toMatchObject({
      code: 'DATABASE_FORBIDDEN',
      message: expect.stringContaining('`npm run migrate` as the owner grants the rights'),
    });
  });
});
