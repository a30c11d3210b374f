import { describe, expect, test } from 'vitest';
import { goodRows, type Table, tables } from '../support/rows/good-rows.js';
import { testId } from '../support/rows/ledger-rows.js';

const { good, refusalOf, copyStatement, verbs } = goodRows();
const CHECK_VIOLATION = '23514';
const RESTRICT_VIOLATION = '23001';
const FOREIGN_KEY_VIOLATION = '23503';
const UNIQUE_VIOLATION = '23505';

test.each(tables)(
  'a copy of a valid row of %s is accepted, so a refusal below has only one reason',
  async (table) => {
    const { rowCount } = await verbs.database.pool.query(...copyStatement(table, {}));
    expect(rowCount).toBe(1);
  },
);

const EARLIER = '2026-01-01T00:00:00Z';
const DECIDED = '2026-01-02T00:00:00Z';
const approvedBy = (decided_by: string) => ({
  status: 'approved',
  refund_id: 're_none',
  decided_by,
  decided_at: DECIDED,
});
const checks: readonly [string, Table, object][] = [
  ['payment_intent_amounts', 'payment_intent', { amount: -1 }],
  ['payment_intent_amounts', 'payment_intent', { amount_received: -1 }],
  ['payment_intent_currency', 'payment_intent', { currency: 'USD' }],
  ['charge_amounts', 'charge', { amount: -1 }],
  ['charge_amounts', 'charge', { amount_captured: -1 }],
  ['charge_currency', 'charge', { currency: 'us' }],
  ['charge_currency', 'charge', { currency: 'usdt' }],
  ['charge_never_over_refunded', 'charge', { amount_refunded: 1001 }],
  ['charge_never_over_refunded', 'charge', { amount_refunded: -1 }],
  ['charge_never_over_refunded', 'charge', { opening_refunded: -1 }],
  ['charge_never_over_refunded', 'charge', { opening_refunded: 401 }],
  ['charge_ceiling_never_above_what_was_paid', 'charge', { refund_ceiling: 1001 }],
  ['charge_fee_never_over_refunded', 'charge', { application_fee_refunded: 101 }],
  ['charge_fee_never_over_refunded', 'charge', { application_fee_refunded: -1 }],
  ['charge_transfer_never_over_reversed', 'charge', { transfer_reversed: 501 }],
  ['charge_transfer_never_over_reversed', 'charge', { transfer_reversed: -1 }],
  ['charge_transfer_currency', 'charge', { transfer_currency: 'JPY' }],
  ['charge_what_went_back_includes_openings', 'charge', { opening_fee_refunded: -1 }],
  ['charge_what_went_back_includes_openings', 'charge', { opening_reversed: -1 }],
  ['charge_what_went_back_includes_openings', 'charge', { opening_reversed: 401 }],
  ['charge_what_went_back_includes_openings', 'charge', { opening_fee_refunded: 101 }],
  ['charge_failed_is_not_refundable', 'charge', { status: 'failed' }],
  ['dispute_amount', 'dispute', { amount: -1 }],
  ['refund_amount', 'refund', { amount: 0 }],
  ['refund_amount', 'refund', { amount: -1 }],
  ['refund_currency', 'refund', { currency: 'USD' }],
  ['refund_released_is_imported', 'refund', { released: true }],
  ['refund_pending_reason_of_pending', 'refund', { pending_reason: 'processing' }],
  ['refund_failure_reason_of_ended', 'refund', { failure_reason: 'unknown' }],
  ['refund_metadata_is_an_object', 'refund', { metadata: [] }],
  ['refund_lines_are_a_list', 'refund', { lines: {} }],
  ['refund_metadata_is_an_object', 'refund', { metadata: 'text' }],
  ['balance_transaction_net', 'balance_transaction', { net: -399 }],
  ['transfer_reversal_amount', 'transfer_reversal', { amount: 0 }],
  ['application_fee_refund_amount', 'application_fee_refund', { amount: 0 }],
  ['idempotency_key_one_outcome', 'idempotency_key', { refund_id: null }],
  ['idempotency_key_one_outcome', 'idempotency_key', { refusal: { code: 'RESOURCE_MISSING' } }],
  ['idempotency_key_one_outcome', 'idempotency_key', { approval_id: 'apr_none' }],
  ['refund_approval_amount', 'refund_approval', { amount: 0 }],
  ['refund_approval_input_is_an_object', 'refund_approval', { input: [] }],
  ['refund_approval_has_a_refund_if_approved', 'refund_approval', { ...approvedBy('ben'), refund_id: null }],
  ['refund_approval_has_a_refund_if_approved', 'refund_approval', { refund_id: 're_none' }],
  ['refund_approval_says_who_decided', 'refund_approval', { status: 'rejected' }],
  ['refund_approval_says_who_decided', 'refund_approval', { decided_by: 'ben', decided_at: DECIDED }],
  ['refund_approval_says_who_decided', 'refund_approval', { ...approvedBy('ben'), decided_at: null }],
  ['refund_approval_says_who_decided', 'refund_approval', { decision_note: 'Fine' }],
  ['refund_approval_has_four_eyes', 'refund_approval', approvedBy('anna')],
  ['refund_approval_has_four_eyes', 'refund_approval', { ...approvedBy('ben'), requested_by: null }],
  ['refund_approval_was_decided_in_time', 'refund_approval', { ...approvedBy('ben'), expires_at: EARLIER }],
];

test.each(checks)('%s: %s cannot be %o', async (constraint, table, changes) => {
  expect(await refusalOf(...copyStatement(table, changes))).toMatchObject({
    code: CHECK_VIOLATION,
    constraint,
  });
});

/** The values at the edge of each check. */
const allowed: readonly [Table, object][] = [
  ['payment_intent', { amount: 0, amount_received: 0 }],
  ['charge', { amount: 0, amount_captured: 0, refund_ceiling: 0, amount_refunded: 0 }],
  ['charge', { amount: 0 }],
  ['charge', { amount_captured: 0 }],
  ['charge', { amount_refunded: 1000 }],
  ['charge', { opening_refunded: 400 }],
  ['charge', { application_fee_refunded: 100 }],
  ['charge', { application_fee_amount: null }],
  ['charge', { transfer_reversed: 500 }],
  ['charge', { transfer_amount: null }],
  ['charge', { transfer_currency: 'jpy' }],
  ['charge', { opening_fee_refunded: 40, opening_reversed: 200 }],
  ['charge', { status: 'failed', refunds_open: false }],
  ['dispute', { amount: 0 }],
  ['refund', { amount: 1 }],
  ['refund', { imported: true, released: true }],
  ['refund', { status: 'pending', pending_reason: 'processing' }],
  ['refund', { status: 'failed', failure_reason: 'unknown' }],
  ['refund', { status: 'canceled', failure_reason: 'unknown' }],
  ['refund', { lines: [] }],
  ['transfer_reversal', { amount: 1 }],
  ['application_fee_refund', { amount: 1 }],
  [
    'refund_approval',
    { amount: 1, status: 'rejected', decided_by: 'ben', decided_at: DECIDED, expires_at: DECIDED },
  ],
];

test.each(allowed)('%s can be %o', async (table, changes) => {
  expect((await verbs.database.pool.query(...copyStatement(table, changes))).rowCount).toBe(1);
});

const foreignKeys: readonly [string, Table, object][] = [
  ['charge_payment_intent_id_fkey', 'charge', { payment_intent_id: 'pi_none' }],
  ['dispute_charge_id_fkey', 'dispute', { charge_id: 'ch_none' }],
  ['refund_charge_id_fkey', 'refund', { charge_id: 'ch_none' }],
  ['refund_payment_intent_id_fkey', 'refund', { payment_intent_id: 'pi_none' }],
  ['refund_balance_transaction_id_fkey', 'refund', { balance_transaction_id: 'txn_none' }],
  ['refund_failure_balance_transaction_id_fkey', 'refund', { failure_balance_transaction_id: 'txn_none' }],
  ['refund_application_fee_refund_id_fkey', 'refund', { application_fee_refund_id: 'fr_none' }],
  ['refund_event_refund_id_fkey', 'refund_event', { refund_id: 're_none' }],
  ['transfer_reversal_charge_id_fkey', 'transfer_reversal', { charge_id: 'ch_none' }],
  ['application_fee_refund_charge_id_fkey', 'application_fee_refund', { charge_id: 'ch_none' }],
  // This is checked when the transaction ends, because the key is written before its refund.
  ['idempotency_key_refund_id_fkey', 'idempotency_key', { refund_id: 're_none' }],
  ['idempotency_key_approval_id_fkey', 'idempotency_key', { refund_id: null, approval_id: 'apr_none' }],
  ['refund_approval_charge_id_fkey', 'refund_approval', { charge_id: 'ch_none' }],
  ['refund_approval_refund_id_fkey', 'refund_approval', approvedBy('ben')],
  [
    'refund_approval_event_approval_id_fkey',
    'refund_approval_event',
    { approval_id: 'apr_none', type: 'rejected' },
  ],
  ['refund_task_refund_id_fkey', 'refund_task', { refund_id: 're_none' }],
  ['refund_replaces_id_fkey', 'refund', { replaces_id: 're_none' }],
  ['block_list_entry_charge_id_fkey', 'block_list_entry', { charge_id: 'ch_none' }],
  ['block_list_entry_refund_id_fkey', 'block_list_entry', { refund_id: 're_none' }],
];

test.each(foreignKeys)('%s: %s cannot be %o', async (constraint, table, changes) => {
  expect(await refusalOf(...copyStatement(table, changes))).toMatchObject({
    code: FOREIGN_KEY_VIOLATION,
    constraint,
  });
});

test('rows that a refund refers to cannot be deleted', async () => {
  for (const table of [
    'payment_intent',
    'charge',
    'balance_transaction',
    'application_fee_refund',
  ] as const) {
    const { code } = await refusalOf(`DELETE FROM ${table} WHERE id = $1`, [good[table]]);
    // PostgreSQL 18 has a separate code for ON DELETE RESTRICT.
    expect([FOREIGN_KEY_VIOLATION, RESTRICT_VIOLATION]).toContain(code);
  }
});

const uniques: readonly [string, Table, () => Promise<object> | object][] = [
  [
    'refund_application_fee_refund_id_key',
    'refund',
    () => ({ application_fee_refund_id: good.application_fee_refund }),
  ],
  [
    'refund_event_position_key',
    'refund_event',
    async () => ({ position: Number((await verbs.eventsOf(good.refund))[0]?.position) }),
  ],
  ['idempotency_key_pkey', 'idempotency_key', () => ({ key: good.idempotency_key })],
  ['block_list_entry_pkey', 'block_list_entry', () => ({ value: good.block_list_entry })],
  [
    'block_list_entry_id_key',
    'block_list_entry',
    async () => ({ id: (await verbs.database.prisma.blockListEntry.findFirstOrThrow()).id }),
  ],
  ['refund_task_pkey', 'refund_task', () => ({ refund_id: good.refund_task })],
  [
    'refund_approval_refund_id_key',
    'refund_approval',
    async () => {
      await verbs.database.pool.query(
        ...copyStatement('refund_approval', { ...approvedBy('ben'), refund_id: good.refund }),
      );
      return { ...approvedBy('ben'), refund_id: good.refund };
    },
  ],
  [
    'refund_approval_event_position_key',
    'refund_approval_event',
    async () => ({
      position: Number((await verbs.database.prisma.refundApprovalEvent.findFirstOrThrow()).position),
    }),
  ],
  ['refund_approval_event_pkey', 'refund_approval_event', () => ({ id: good.refund_approval_event })],
  [
    'refund_approval_event_one_decision',
    'refund_approval_event',
    async () => {
      await verbs.database.pool.query(...copyStatement('refund_approval_event', { type: 'rejected' }));
      return { type: 'approved' };
    },
  ],
  ['refund_pkey', 'refund', () => ({ id: good.refund })],
  [
    'refund_is_replaced_once',
    'refund',
    async () => {
      const replacement = { replaces_id: good.refund };
      const failed = { ...replacement, status: 'failed', failure_reason: 'unknown' };
      for (const each of [failed, failed, replacement])
        await verbs.database.pool.query(...copyStatement('refund', each));
      return replacement;
    },
  ],
  ['charge_pkey', 'charge', () => ({ id: good.charge })],
];

test.each(uniques)('%s: a duplicate in %s is refused', async (constraint, table, changes) => {
  expect(await refusalOf(...copyStatement(table, await changes()))).toMatchObject({
    code: UNIQUE_VIOLATION,
    constraint,
  });
});

describe('permanence', () => {
  test.each([
    "id = 're_other'",
    'amount = amount + 1',
    "currency = 'eur'",
    'charge_id = charge_id || 1',
    "created = created + '1 ms'",
  ])('the terms of a refund never change: %s', async (change) => {
    const { code, message } = await refusalOf(`UPDATE refund SET ${change} WHERE id = $1`, [good.refund]);
    expect([code, message]).toEqual([
      RESTRICT_VIOLATION,
      'UPDATE of refund refused: refund_terms_never_change',
    ]);
  });

  test.each([
    "note = 'another'",
    "reason_code = 'another'",
    `lines = '[{"description": "another", "amount": "100"}]'`,
    'replaces_id = id',
    "created_by = 'another'",
    "counted_on = '2026-02-28'",
  ])('what a refund says of its creation never changes: %s', async (change) => {
    const { code, message } = await refusalOf(`UPDATE refund SET ${change} WHERE id = $1`, [good.refund]);
    expect([code, message]).toEqual([
      RESTRICT_VIOLATION,
      'UPDATE of refund refused: refund_creation_never_changes',
    ]);
  });

  test.each([
    "id = 'apr_other'",
    'amount = amount + 1',
    "currency = 'eur'",
    'charge_id = charge_id || 1',
    "created = created + '1 ms'",
    "requested_by = 'carl'",
    "message = ''",
    `input = '{"amount": "2"}'`,
  ])('the terms of an approval never change: %s', async (change) => {
    const { code, message } = await refusalOf(`UPDATE refund_approval SET ${change} WHERE id = $1`, [
      good.refund_approval,
    ]);
    expect([code, message]).toEqual([
      RESTRICT_VIOLATION,
      'UPDATE of refund_approval refused: refund_approval_terms_never_change',
    ]);
  });

  test.each(['pending', 'rejected', 'expired'])('an expired approval never becomes %s', async (to) => {
    const [insert, values] = copyStatement('refund_approval', { status: 'expired' });
    const { rows } = await verbs.database.pool.query<{ id: string }>(`${insert} RETURNING id`, values);
    const { code, message } = await refusalOf(
      'UPDATE refund_approval SET status = $2::refund_approval_status WHERE id = $1',
      [rows[0]?.id, to],
    );
    expect([code, message]).toEqual([
      RESTRICT_VIOLATION,
      'UPDATE of refund_approval refused: refund_approval_is_decided_once',
    ]);
  });

  test.each([
    ['failed', 'succeeded'],
    ['failed', 'canceled'],
    ['canceled', 'requires_action'],
    ['canceled', 'failed'],
  ])('a %s refund never becomes %s', async (from, to) => {
    const [insert, values] = copyStatement('refund', { status: from });
    const { rows } = await verbs.database.pool.query<{ id: string }>(`${insert} RETURNING id`, values);
    const { code, message } = await refusalOf('UPDATE refund SET status = $2::refund_status WHERE id = $1', [
      rows[0]?.id,
      to,
    ]);
    expect([code, message]).toEqual([
      RESTRICT_VIOLATION,
      'UPDATE of refund refused: refund_final_status_never_changes',
    ]);
  });

  test.each([
    ['DELETE FROM refund WHERE id = $1', 'refund', 'DELETE of refund refused: refund_is_kept'],
    [
      'DELETE FROM refund_approval WHERE id = $1',
      'refund_approval',
      'DELETE of refund_approval refused: refund_approval_is_kept',
    ],
    [
      'DELETE FROM refund_approval_event WHERE id = $1',
      'refund_approval_event',
      'DELETE of refund_approval_event refused: refund_approval_event_is_kept',
    ],
    [
      'UPDATE refund_approval_event SET actor = actor WHERE id = $1',
      'refund_approval_event',
      'UPDATE of refund_approval_event refused: refund_approval_event_is_kept',
    ],
    [
      'DELETE FROM refund_event WHERE id = $1',
      'refund_event',
      'DELETE of refund_event refused: refund_event_is_kept',
    ],
    [
      'UPDATE refund_event SET actor = actor WHERE id = $1',
      'refund_event',
      'UPDATE of refund_event refused: refund_event_is_kept',
    ],
  ] as const)('%s', async (statement, table, expected) => {
    const { code, message } = await refusalOf(statement, [good[table]]);
    expect([code, message]).toEqual([RESTRICT_VIOLATION, expected]);
  });
});

test.each([
  ['caller_day_is_a_day', "('desk', 'usd', '2026-3-1', 1, 1)"],
  ['caller_day_counts', "('desk', 'usd', '2026-03-01', -1, 1)"],
  ['caller_day_counts', "('desk', 'usd', '2026-03-01', 1, -1)"],
  ['caller_day_pkey', "('desk', 'usd', '2026-03-01', 1, 1), ('desk', 'usd', '2026-03-01', 1, 1)"],
])('%s refuses %s', async (constraint, rows) => {
  const { message } = await refusalOf(
    `INSERT INTO caller_day (caller, currency, day, amount, count) VALUES ${rows}`,
    [],
  );
  expect(message).toContain(`"${constraint}"`);
});

test.each(['jenny@example.com', `sha256:${'A'.repeat(64)}`, `md5:${'a'.repeat(64)}`])(
  'erased_address_is_a_hash refuses %s',
  async (hash) => {
    const { message } = await refusalOf('INSERT INTO erased_address (hash, erased_at) VALUES ($1, now())', [
      hash,
    ]);
    expect(message).toContain('"erased_address_is_a_hash"');
  },
);

test('every constraint and every refusing trigger has a test', async () => {
  const namesOf = async (statement: string) =>
    (await verbs.database.pool.query<{ name: string }>(statement)).rows.map(({ name }) => name);
  const constraints = (type: string) =>
    namesOf(`SELECT conname AS name FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
      WHERE c.contype = '${type}' AND t.relnamespace = 'public'::regnamespace AND t.relname IN ('${tables.join("','")}')
      ORDER BY conname COLLATE "C"`);
  const tested = (cases: readonly (readonly [string, ...unknown[]])[]) =>
    [...new Set(cases.map(([name]) => name))].sort();
  expect(await constraints('c')).toEqual(tested(checks));
  expect(await constraints('f')).toEqual(tested(foreignKeys));
  expect(
    await namesOf(
      `SELECT tgname AS name FROM pg_trigger
       WHERE tgfoid IN ('refuse_change'::regproc, 'refuse_change_except_erasure'::regproc) ORDER BY tgname COLLATE "C"`,
    ),
  ).toEqual([
    // Tested in test/callers/known-keys.db.test.ts.
    'api_key_is_kept',
    'api_key_stays_what_it_is',
    // Tested in test/audit/done.db.test.ts.
    'audit_entry_is_kept_for_a_month',
    'audit_entry_never_changes',
    'refund_approval_event_is_kept',
    'refund_approval_is_decided_once',
    'refund_approval_is_kept',
    'refund_approval_terms_never_change',
    'refund_creation_never_changes',
    'refund_event_is_kept',
    'refund_final_status_never_changes',
    'refund_is_kept',
    'refund_terms_never_change',
  ]);
});

describe('entries of the audit and API keys', () => {
  const statements = {
    entry: (values: string) =>
      `INSERT INTO audit_entry (id, action, outcome, code, count) VALUES ('${testId('aud')}', 'createRefund', ${values})`,
    key: (hash: string) =>
      `INSERT INTO api_key (id, name, hash, scopes, created) VALUES ('${testId('key')}', '${testId('name')}', ${hash}, '{}', now())`,
  };

  test.each([
    ['audit_entry_count', 'entry', "'done', NULL, 0"],
    ['audit_entry_has_a_code_unless_done', 'entry', "'done', 'CODE', 1"],
    ['audit_entry_has_a_code_unless_done', 'entry', "'held', 'CODE', 1"],
    ['audit_entry_has_a_code_unless_done', 'entry', "'refused', NULL, 1"],
    ['audit_entry_has_a_code_unless_done', 'entry', "'failed', NULL, 1"],
    ['api_key_hash', 'key', "decode(repeat('00', 31), 'hex')"],
    ['api_key_hash', 'key', "decode(repeat('00', 33), 'hex')"],
  ] as const)('%s refuses: %s %s', async (constraint, kind, values) => {
    expect(await refusalOf(statements[kind](values))).toMatchObject({ code: CHECK_VIOLATION, constraint });
  });

  test.each([
    ['entry', "'done', NULL, 1"],
    ['entry', "'held', NULL, 1"],
    ['entry', "'refused', 'CODE', 1"],
    ['entry', "'failed', 'CODE', 1"],
    ['key', "sha256('key')"],
  ] as const)('is accepted: %s %s', async (kind, values) => {
    expect((await verbs.database.pool.query(statements[kind](values))).rowCount).toBe(1);
  });
});

test('ids are sorted by their bytes, whatever the language of the server', async () => {
  const { rows } = await verbs.database.pool.query<{ name: string; sorted: string | null }>(
    `SELECT table_name || '.' || column_name AS name, collation_name AS sorted FROM information_schema.columns
     WHERE table_schema = 'public' AND data_type = 'text' AND table_name NOT IN ('refund_approval_now', '_prisma_migrations')
       AND (column_name = 'id' OR column_name LIKE '%\\_id' OR collation_name IS NOT NULL)
     ORDER BY 1`,
  );
  const named = (isId: boolean, sorted: string | null) =>
    rows
      .filter((row) => /(\.|_)id$/.test(row.name) === isId && row.sorted === sorted)
      .map(({ name }) => name);
  expect(named(true, null)).toEqual([]);
  expect(named(true, 'C').length).toBeGreaterThan(20);
  expect(named(false, 'C')).toEqual([
    'api_key.name',
    'audit_entry.actor',
    'caller_day.caller',
    'caller_day.currency',
    'caller_day.day',
    'erased_address.hash',
  ]);
});

test('what refers to a row is found by an index, so deleting the row by hand reads no whole table', async () => {
  const { rows } = await verbs.database.pool.query<{ reference: string }>(
    `SELECT conrelid::regclass || '.' || attname AS reference
     FROM pg_constraint f JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1]
     WHERE contype = 'f' AND connamespace = current_schema()::regnamespace
       AND NOT EXISTS (SELECT FROM pg_index WHERE indrelid = conrelid AND indkey[0] = conkey[1])
     ORDER BY 1`,
  );
  expect(rows.map(({ reference }) => reference)).toEqual([
    // The block list is short.
    'block_list_entry.charge_id',
    'block_list_entry.refund_id',
    // Nobody has a reason to delete a balance transaction.
    'refund.balance_transaction_id',
    'refund.failure_balance_transaction_id',
  ]);
});
