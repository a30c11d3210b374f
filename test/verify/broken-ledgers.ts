import type { LivedRefund } from '../support/rows/lived-ledger.js';

/** Selects the charge of the refund in $1. */
export const CHARGE_OF = 'id = (SELECT charge_id FROM refund WHERE id = $1)';
const CREATION = "refund_id = $1 AND type = 'refund_created'";
const KEY = 'refund_id = $1';
/** Selects the events of the approval of the refund in $1. */
const TOLD = `approval_id = (SELECT id FROM refund_approval WHERE ${KEY})`;

/** Selects the object that a column of the refund in $1 refers to. */
const namedBy = (column: string): string => `id = (SELECT ${column} FROM refund WHERE id = $1)`;

/** How to violate each check: the start of its text, the refund to change, and SQL that runs without constraints. */
export const broken: readonly (readonly [holds: string, refund: LivedRefund, sql: string])[] = [
  [
    'the held refunds and the opening balance',
    'shared',
    `UPDATE charge SET amount_refunded = 401 WHERE ${CHARGE_OF}`,
  ],
  [
    'the held refunds and the opening balance',
    'failed',
    `UPDATE charge SET amount_refunded = 400 WHERE ${CHARGE_OF}`,
  ],
  [
    'no charge is refunded above its ceiling',
    'shared',
    `UPDATE charge SET refund_ceiling = 399 WHERE ${CHARGE_OF}`,
  ],
  [
    'no charge is refunded above its ceiling',
    'shared',
    `UPDATE charge SET opening_refunded = -1 WHERE ${CHARGE_OF}`,
  ],
  ['a refund that is a release', 'shared', 'UPDATE refund SET released = true WHERE id = $1'],
  [
    'the refunds of a charge’s application fee',
    'shared',
    `UPDATE charge SET application_fee_refunded = 41 WHERE ${CHARGE_OF}`,
  ],
  [
    'the refunds of a charge’s application fee',
    'shared',
    `UPDATE charge SET application_fee_amount = 39 WHERE ${CHARGE_OF}`,
  ],
  [
    'the reversals of a charge’s transfer',
    'shared',
    `DELETE FROM transfer_reversal WHERE ${namedBy('transfer_reversal_id')}`,
  ],
  [
    'the reversals of a charge’s transfer',
    'shared',
    `UPDATE charge SET transfer_amount = 199 WHERE ${CHARGE_OF}`,
  ],
  ['the ceiling of a charge', 'shared', `UPDATE charge SET refund_ceiling = 999 WHERE ${CHARGE_OF}`],
  ['the ceiling of a charge', 'shared', `UPDATE charge SET refunds_open = false WHERE ${CHARGE_OF}`],
  ['the ceiling of a charge', 'shared', `UPDATE charge SET dispute_blocks = true WHERE ${CHARGE_OF}`],
  ['a refund has the currency of its charge', 'shared', "UPDATE refund SET currency = 'eur' WHERE id = $1"],
  [
    'a refund has the currency of its charge',
    'shared',
    `UPDATE charge SET payment_intent_id = NULL WHERE ${CHARGE_OF}`,
  ],
  ['a refund has the currency of its charge', 'shared', `DELETE FROM charge WHERE ${CHARGE_OF}`],
  ['the amount of a refund created by the gateway', 'shared', 'UPDATE refund SET amount = 0 WHERE id = $1'],
  [
    'the amount of a refund created by the gateway',
    'shared',
    "UPDATE refund SET currency = 'isk', amount = 450 WHERE id = $1",
  ],
  [
    'a refund created by the gateway says why',
    'pending',
    'UPDATE refund SET pending_reason = NULL WHERE id = $1',
  ],
  [
    'a refund created by the gateway says why',
    'failed',
    'UPDATE refund SET failure_reason = NULL WHERE id = $1',
  ],
  [
    'a refund created by the gateway says why',
    'canceled',
    "UPDATE refund SET failure_reason = 'declined' WHERE id = $1",
  ],
  [
    'a refund created by the gateway says why',
    'asked',
    'UPDATE refund SET action_expires_at = NULL WHERE id = $1',
  ],
  ['the metadata of a refund', 'shared', "UPDATE refund SET metadata = '[]' WHERE id = $1"],
  ['the metadata of a refund', 'shared', `UPDATE refund SET metadata = '{"a[0]": "x"}' WHERE id = $1`],
  ['the metadata of a refund', 'shared', `UPDATE refund SET metadata = '{"a": 1}' WHERE id = $1`],
  [
    'the metadata of a refund',
    'shared',
    "UPDATE refund SET metadata = jsonb_build_object('a', repeat('x', 501)) WHERE id = $1",
  ],
  [
    'the metadata of a refund',
    'shared',
    "UPDATE refund SET metadata = (SELECT jsonb_object_agg('k' || n, 'x') FROM generate_series(1, 51) n) WHERE id = $1",
  ],
  ['every refund has one creation event', 'shared', 'DELETE FROM refund_event WHERE refund_id = $1'],
  ['every refund has one creation event', 'shared', `DELETE FROM refund_event WHERE ${CREATION}`],
  [
    'every refund has one creation event',
    'shared',
    "UPDATE refund_event SET type = 'refund_created' WHERE refund_id = $1",
  ],
  [
    'every refund has one creation event',
    'shared',
    "UPDATE refund SET created = created - interval '1 ms' WHERE id = $1",
  ],
  [
    'the events of a refund created by the gateway follow',
    'shared',
    `UPDATE refund_event SET status = 'failed' WHERE ${CREATION}`,
  ],
  [
    'the events of a refund created by the gateway follow',
    'failed',
    "UPDATE refund_event SET status = 'canceled' WHERE refund_id = $1 AND status = 'failed'",
  ],
  ['one event per transition', 'failed', "UPDATE refund_event SET changes = '[]' WHERE refund_id = $1"],
  [
    'one event per transition',
    'canceled',
    "DELETE FROM refund_event WHERE refund_id = $1 AND status = 'requires_action'",
  ],
  [
    'a refund that fails gets',
    'failed',
    "UPDATE refund_event SET type = 'refund_updated' WHERE refund_id = $1 AND status = 'failed'",
  ],
  [
    'a refund that fails gets',
    'canceled',
    "UPDATE refund_event SET type = 'refund_failed' WHERE refund_id = $1 AND status = 'canceled'",
  ],
  [
    'the last event has the current status',
    'failed',
    "DELETE FROM refund_event WHERE refund_id = $1 AND status = 'failed'",
  ],
  [
    'a refund created by the gateway that moves money',
    'shared',
    'UPDATE refund SET balance_transaction_id = NULL WHERE id = $1',
  ],
  [
    'a refund created by the gateway that moves money',
    'shared',
    `UPDATE balance_transaction SET amount = 400, net = 400 WHERE ${namedBy('balance_transaction_id')}`,
  ],
  [
    'a refund created by the gateway that moves money',
    'released',
    'UPDATE refund SET balance_transaction_id = (SELECT min(id) FROM balance_transaction) WHERE id = $1',
  ],
  [
    'a refund created by the gateway gives its amount back',
    'failed',
    'UPDATE refund SET failure_balance_transaction_id = NULL WHERE id = $1',
  ],
  [
    'a refund created by the gateway gives its amount back',
    'canceled',
    'UPDATE refund SET failure_balance_transaction_id = NULL WHERE id = $1',
  ],
  [
    'a refund created by the gateway gives its amount back',
    'canceled',
    `UPDATE balance_transaction SET amount = -400, net = -400 WHERE ${namedBy('failure_balance_transaction_id')}`,
  ],
  [
    'a refund created by the gateway gives its amount back',
    'shared',
    'UPDATE refund SET failure_balance_transaction_id = balance_transaction_id WHERE id = $1',
  ],
  [
    'no balance transaction',
    'shared',
    `UPDATE refund SET balance_transaction_${namedBy('balance_transaction_id')} WHERE NOT imported AND status = 'pending'`,
  ],
  ['the fee refund of a refund', 'shared', 'UPDATE refund SET refund_application_fee = false WHERE id = $1'],
  [
    'the fee refund of a refund',
    'shared',
    `DELETE FROM application_fee_refund WHERE ${namedBy('application_fee_refund_id')}`,
  ],
  [
    'the transfer reversal of a refund',
    'shared',
    "UPDATE refund SET transfer_reversal_id = 'trr_none' WHERE id = $1",
  ],
  [
    'the transfer reversal of a refund',
    'shared',
    `UPDATE transfer_reversal SET currency = 'eur' WHERE ${namedBy('transfer_reversal_id')}`,
  ],
  ['what a caller has refunded', 'counted', 'UPDATE refund SET counted_on = NULL WHERE id = $1'],
  ['what a caller has refunded', 'counted', "UPDATE refund SET counted_on = '2026-02-28' WHERE id = $1"],
  ['what a caller has refunded', 'counted', 'UPDATE refund SET amount = amount + 1 WHERE id = $1'],
  [
    'what a caller has refunded',
    'counted',
    'UPDATE caller_day SET count = count + 1 WHERE caller = (SELECT created_by FROM refund WHERE id = $1)',
  ],
  [
    'what a caller has refunded',
    'counted',
    "INSERT INTO caller_day SELECT created_by, currency, '2026-02-28', 1, 1 FROM refund WHERE id = $1",
  ],
  ['an idempotency key', 'shared', `UPDATE idempotency_key SET refund_id = 're_none' WHERE ${KEY}`],
  ['an idempotency key', 'shared', `UPDATE idempotency_key SET refund_id = NULL WHERE ${KEY}`],
  [
    'an idempotency key',
    'shared',
    `INSERT INTO idempotency_key SELECT caller, key || '2', created, fingerprint, refund_id FROM idempotency_key WHERE ${KEY}`,
  ],
  ['an idempotency key', 'shared', `UPDATE idempotency_key SET key = repeat('k', 256) WHERE ${KEY}`],
  [
    'the processor has tasks only',
    'failed',
    "INSERT INTO refund_task (refund_id, step) VALUES ($1, 'settle')",
  ],
  [
    'no task is parked',
    'pending',
    "UPDATE refund_task SET due = NULL, parked_reason = 'no such step' WHERE refund_id = $1",
  ],
  ['the processor has tasks only', 'pending', 'UPDATE refund SET imported = true WHERE id = $1'],
  [
    'a refund created by the gateway that is pending',
    'pending',
    'DELETE FROM refund_task WHERE refund_id = $1',
  ],
  ['an entry of the block list', 'shared', 'UPDATE refund SET reason = NULL WHERE id = $1'],
  [
    'an entry of the block list',
    'shared',
    "UPDATE block_list_entry SET charge_id = 'ch_none' WHERE refund_id = $1",
  ],
  ['an entry of the block list', 'shared', "UPDATE block_list_entry SET value = '' WHERE refund_id = $1"],
  [
    'an entry of the block list',
    'shared',
    "UPDATE block_list_entry SET value = E' \\t' WHERE refund_id = $1",
  ],
  [
    'every id begins with the prefix',
    'shared',
    "UPDATE refund_event SET id = 'x_' || id WHERE refund_id = $1",
  ],
  ['every id begins with the prefix', 'shared', `UPDATE charge SET id = 're_' || id WHERE ${CHARGE_OF}`],
  [
    'every reference leads to a row',
    'shared',
    `DELETE FROM payment_intent WHERE ${namedBy('payment_intent_id')}`,
  ],
  ['every reference leads to a row', 'shared', 'DELETE FROM refund WHERE id = $1'],
  ['a refund names who asked', 'shared', "UPDATE refund SET created_by = 'somebody' WHERE id = $1"],
  ['a refund names who asked', 'shared', `UPDATE refund_event SET actor = 'somebody' WHERE ${CREATION}`],
  ['a refund names who asked', 'approved', "UPDATE refund SET created_by = 'somebody' WHERE id = $1"],
  ['a refund names who asked', 'approved', `UPDATE refund_event SET actor = 'somebody' WHERE ${CREATION}`],
  ['a refund names who asked', 'approved', "UPDATE refund SET counted_on = '2026-01-01' WHERE id = $1"],
  [
    'an approved approval has its refund',
    'approved',
    `UPDATE refund_approval SET refund_id = NULL WHERE ${KEY}`,
  ],
  [
    'an approved approval has its refund',
    'approved',
    `UPDATE refund_approval SET status = 'rejected' WHERE ${KEY}`,
  ],
  ['an approved approval has its refund', 'approved', 'UPDATE refund SET amount = 399 WHERE id = $1'],
  [
    'an approved approval has its refund',
    'approved',
    `UPDATE refund_approval SET charge_id = (SELECT id FROM charge WHERE id <> charge_id LIMIT 1) WHERE ${KEY}`,
  ],
  ['an approved approval has its refund', 'approved', 'UPDATE refund SET imported = true WHERE id = $1'],
  [
    'the refund of an approval replaces and lists what was asked for',
    'approved',
    `UPDATE refund_approval SET input = input || '{"replaces": "re_none"}' WHERE ${KEY}`,
  ],
  [
    'the refund of an approval replaces and lists what was asked for',
    'approved',
    `UPDATE refund_approval SET input = input || '{"lines": [{"description": "A mug", "amount": "400"}]}' WHERE ${KEY}`,
  ],
  [
    'no refund has two approvals',
    'approved',
    `WITH one AS (SELECT id FROM refund_approval WHERE ${KEY})
     UPDATE refund_approval SET refund_id = $1, status = 'approved' WHERE id = (SELECT max(id) FROM refund_approval WHERE id NOT IN (SELECT id FROM one))`,
  ],
  [
    'an approval was decided by another caller',
    'approved',
    `UPDATE refund_approval SET decided_by = requested_by WHERE ${KEY}`,
  ],
  [
    'an approval was decided by another caller',
    'approved',
    `UPDATE refund_approval SET requested_by = NULL WHERE ${KEY}`,
  ],
  [
    'an approval was decided by another caller',
    'approved',
    `UPDATE refund_approval SET decided_by = NULL WHERE ${KEY}`,
  ],
  [
    'an approval was decided by another caller',
    'approved',
    `UPDATE refund_approval SET decided_at = expires_at + interval '1 ms' WHERE ${KEY}`,
  ],
  [
    'an idempotency key',
    'approved',
    `UPDATE idempotency_key SET caller = 'desk' WHERE approval_id = (SELECT id FROM refund_approval WHERE ${KEY})`,
  ],
  [
    'an idempotency key',
    'approved',
    `INSERT INTO idempotency_key (caller, key, fingerprint, approval_id) SELECT requested_by, 'other', '', id FROM refund_approval WHERE ${KEY}`,
  ],
  [
    'every reference leads to a row',
    'approved',
    `UPDATE refund_approval SET charge_id = 'ch_none' WHERE ${KEY}`,
  ],
  ['every id begins with the prefix', 'approved', `UPDATE refund_approval SET id = 're_' || id WHERE ${KEY}`],
  ['an approval has one event of its request', 'approved', `DELETE FROM refund_approval_event WHERE ${TOLD}`],
  [
    'an approval has one event of its request',
    'approved',
    `DELETE FROM refund_approval_event WHERE ${TOLD} AND type = 'requested'`,
  ],
  [
    'an approval has one event of its request',
    'approved',
    `DELETE FROM refund_approval_event WHERE ${TOLD} AND type = 'approved'`,
  ],
  [
    'an approval has one event of its request',
    'approved',
    `UPDATE refund_approval_event SET type = 'rejected' WHERE ${TOLD} AND type = 'approved'`,
  ],
  [
    'an approval has one event of its request',
    'approved',
    `UPDATE refund_approval_event SET position = -1 WHERE ${TOLD} AND type = 'approved'`,
  ],
  [
    'an approval has one event of its request',
    'approved',
    `UPDATE refund_approval SET status = 'pending' WHERE ${KEY}`,
  ],
  [
    'the events of an approval have its callers',
    'approved',
    `UPDATE refund_approval_event SET actor = 'somebody' WHERE ${TOLD} AND type = 'requested'`,
  ],
  [
    'the events of an approval have its callers',
    'approved',
    `UPDATE refund_approval_event SET actor = NULL WHERE ${TOLD} AND type = 'approved'`,
  ],
  [
    'the events of an approval have its callers',
    'approved',
    `UPDATE refund_approval_event SET created = created + interval '1 ms' WHERE ${TOLD} AND type = 'requested'`,
  ],
  [
    'the events of an approval have its callers',
    'approved',
    `UPDATE refund_approval_event SET created = created + interval '1 ms' WHERE ${TOLD} AND type = 'approved'`,
  ],
  [
    'the events of an approval have its callers',
    'approved',
    `WITH one AS (SELECT id FROM refund_approval WHERE ${KEY})
     UPDATE refund_approval_event SET created = created - interval '1 ms' WHERE type = 'expired' AND approval_id NOT IN (SELECT id FROM one)`,
  ],
  [
    'every reference leads to a row',
    'approved',
    `UPDATE refund_approval_event SET approval_id = 'apr_none' WHERE ${TOLD}`,
  ],
  [
    'a refund replaces only a failed or canceled one',
    'replacement',
    "UPDATE refund SET replaces_id = 're_none' WHERE id = $1",
  ],
  [
    'a refund replaces only a failed or canceled one',
    'replacement',
    'UPDATE refund SET replaces_id = id WHERE id = $1',
  ],
  [
    'a refund replaces only a failed or canceled one',
    'replacement',
    `UPDATE refund SET charge_id = (SELECT id FROM charge WHERE ${CHARGE_OF.replace('=', '<>')} LIMIT 1) WHERE ${namedBy('replaces_id')}`,
  ],
  [
    'a refund replaces only a failed or canceled one',
    'replacement',
    'UPDATE refund SET imported = true WHERE id = $1',
  ],
  [
    'a refund replaces only a failed or canceled one',
    'replacement',
    `UPDATE refund_event SET changes = '[]' WHERE ${CREATION}`,
  ],
  [
    'of the refunds that replace the same one',
    'replacement',
    `INSERT INTO refund SELECT (jsonb_populate_record(r, '{"id": "re_second", "application_fee_refund_id": null}')).*
     FROM refund r WHERE id = $1`,
  ],
  ...[
    `'{}'`,
    `'[]'`,
    `lines - 1`,
    `lines || '[{"description": "none", "amount": "-1"}]'`,
    `lines || '[{"amount": "0"}]'`,
    `lines || '[{"description": "none", "amount": "0", "taxAmount": "1"}]'`,
    `lines || '[{"description": "none", "amount": "0", "quantity": 0}]'`,
    `lines || (SELECT jsonb_agg(jsonb_build_object('description', 'none', 'amount', '0')) FROM generate_series(1, 99))`,
  ].map(
    (lines) =>
      [
        'the lines of a refund add up',
        'replacement',
        `UPDATE refund SET lines = ${lines} WHERE id = $1`,
      ] as const,
  ),
  [
    'every id begins with the prefix',
    'approved',
    `UPDATE refund_approval_event SET id = 'evt_' || id WHERE ${TOLD}`,
  ],
  [
    'an approved approval has its refund',
    'approved',
    `UPDATE refund_approval SET currency = 'eur' WHERE ${KEY}`,
  ],
  ...['balance_transaction_id = balance_transaction_id', 'balance_transaction_id = NULL'].map(
    (rest, at) =>
      [
        'a refund that is a release',
        'shared',
        `WITH c AS (UPDATE charge SET amount_captured = amount - 400, captured = ${at === 0} WHERE ${CHARGE_OF})
         UPDATE refund SET released = true, imported = true, ${rest} WHERE id = $1`,
      ] as const,
  ),
  [
    'a refund that is a release',
    'shared',
    'UPDATE refund SET released = true, imported = true, balance_transaction_id = NULL WHERE id = $1',
  ],
  [
    'the refunds of a charge’s application fee',
    'shared',
    `UPDATE charge SET application_fee_refunded = -1, opening_fee_refunded = opening_fee_refunded - application_fee_refunded - 1 WHERE ${CHARGE_OF}`,
  ],
  [
    'no charge is refunded above its ceiling',
    'shared',
    `UPDATE charge SET opening_refunded = amount_refunded + 1 WHERE ${CHARGE_OF}`,
  ],
  ...[
    ['charge', 'payment_intent_id', 'shared', CHARGE_OF],
    ['refund', 'payment_intent_id', 'shared', 'id = $1'],
    ['refund', 'balance_transaction_id', 'shared', 'id = $1'],
    ['refund', 'failure_balance_transaction_id', 'failed', 'id = $1'],
    ['refund', 'application_fee_refund_id', 'shared', 'id = $1'],
    ['refund', 'replaces_id', 'replacement', 'id = $1'],
    ['refund', 'charge_id', 'shared', 'id = $1'],
    ['refund_event', 'refund_id', 'shared', CREATION],
    ['transfer_reversal', 'charge_id', 'shared', namedBy('transfer_reversal_id')],
    ['application_fee_refund', 'charge_id', 'shared', namedBy('application_fee_refund_id')],
    [
      'block_list_entry',
      'charge_id',
      'shared',
      'id = (SELECT min(id) FROM block_list_entry WHERE refund_id = $1)',
    ],
    ['refund_approval', 'refund_id', 'approved', KEY],
    ['dispute', 'charge_id', 'shared', 'id = (SELECT min(id) FROM dispute WHERE $1::text IS NOT NULL)'],
  ].map(
    ([table, column, refund, where]) =>
      [
        'every reference leads to a row',
        refund as LivedRefund,
        `UPDATE ${table} SET ${column} = 'none' WHERE ${where}`,
      ] as const,
  ),
  ...[
    ['payment_intent', namedBy('payment_intent_id')],
    ['balance_transaction', namedBy('balance_transaction_id')],
    ['transfer_reversal', namedBy('transfer_reversal_id')],
    ['application_fee_refund', namedBy('application_fee_refund_id')],
    ['block_list_entry', 'id = (SELECT min(id) FROM block_list_entry WHERE refund_id = $1)'],
    ['dispute', 'id = (SELECT min(id) FROM dispute WHERE $1::text IS NOT NULL)'],
    ['refund', 'id = $1'],
  ].map(
    ([table, where]) =>
      [
        'every id begins with the prefix',
        'shared',
        `UPDATE ${table} SET id = 'x_' || id WHERE ${where}`,
      ] as const,
  ),
  [
    'every id begins with the prefix',
    'shared',
    `INSERT INTO api_key (id, name, hash, scopes, created) VALUES ('x_1', $1, sha256('x'), '{}', now())`,
  ],
  ['every id begins with the prefix', 'shared', `UPDATE refund SET id = 're_' WHERE id = $1`],
  [
    'a refund created by the gateway gives its amount back',
    'failed',
    'UPDATE refund SET balance_transaction_id = NULL WHERE id = $1',
  ],
  ...['net = net + 1', "currency = 'eur'"].flatMap((change) => [
    [
      'a refund created by the gateway gives its amount back',
      'canceled',
      `UPDATE balance_transaction SET ${change} WHERE ${namedBy('failure_balance_transaction_id')}`,
    ] as const,
    [
      'a refund created by the gateway that moves money',
      'shared',
      `UPDATE balance_transaction SET ${change} WHERE ${namedBy('balance_transaction_id')}`,
    ] as const,
  ]),
  ...['amount = 0', "charge_id = 'ch_none'", "currency = 'eur'"].map(
    (change) =>
      [
        'the fee refund of a refund',
        'shared',
        `UPDATE application_fee_refund SET ${change} WHERE ${namedBy('application_fee_refund_id')}`,
      ] as const,
  ),
  [
    'a refund created by the gateway that is pending',
    'asked',
    'DELETE FROM refund_task WHERE refund_id = $1',
  ],
  ['the processor has tasks only', 'pending', 'DELETE FROM refund WHERE id = $1'],
  ['an entry of the block list', 'shared', 'DELETE FROM refund WHERE id = $1'],
  [
    'a refund replaces only a failed or canceled one',
    'replacement',
    `UPDATE refund_event SET type = 'refund_updated' WHERE ${CREATION}`,
  ],
  ['an idempotency key', 'shared', 'UPDATE refund SET imported = true WHERE id = $1'],
  ['an idempotency key', 'shared', `UPDATE idempotency_key SET refusal = '{"code": "x"}' WHERE ${KEY}`],
  ['an idempotency key', 'approved', `DELETE FROM refund_approval WHERE ${KEY}`],
  // The order of events is that of their positions, whatever their ids are.
  ...['every refund has one creation event', 'the events of a refund', 'the last event has'].map(
    (holds) =>
      [holds, 'failed', 'UPDATE refund_event SET position = -position WHERE refund_id = $1'] as const,
  ),
  ...[`jsonb_build_object(repeat('k', 41), 'x')`, `'{"a": ""}'`, `'{"": "x"}'`].map(
    (metadata) =>
      [
        'the metadata of a refund',
        'shared',
        `UPDATE refund SET metadata = ${metadata} WHERE id = $1`,
      ] as const,
  ),
  [
    'the fee refund of a refund',
    'shared',
    `INSERT INTO refund SELECT (jsonb_populate_record(r, '{"id": "re_second"}')).* FROM refund r WHERE id = $1`,
  ],
  [
    'no balance transaction',
    'failed',
    `UPDATE refund SET failure_balance_transaction_${namedBy('failure_balance_transaction_id')} WHERE status = 'canceled' AND NOT imported`,
  ],
  [
    'a refund created by the gateway gives its amount back',
    'failed',
    "UPDATE refund SET failure_balance_transaction_id = 'txn_none' WHERE id = $1",
  ],
  [
    'an idempotency key',
    'shared',
    "UPDATE idempotency_key SET refusal = '{}' WHERE refusal IS NOT NULL AND $1::text IS NOT NULL",
  ],
  ['an idempotency key', 'shared', `UPDATE idempotency_key SET key = '' WHERE ${KEY}`],
  [
    'the processor has tasks only',
    'canceled',
    "INSERT INTO refund_task (refund_id, step) VALUES ($1, 'settle')",
  ],
  [
    'the lines of a refund add up',
    'replacement',
    `UPDATE refund SET lines = lines || '[{"description": "none", "amount": "0", "taxAmount": "-1"}]' WHERE id = $1`,
  ],
  [
    'no balance transaction',
    'shared',
    `UPDATE refund SET balance_transaction_${namedBy('balance_transaction_id')} WHERE id = (SELECT min(id) FROM refund WHERE imported)`,
  ],
  // What was released was never refunded.
  ['the held refunds and the opening balance', 'shared', 'UPDATE refund SET released = true WHERE id = $1'],
];
