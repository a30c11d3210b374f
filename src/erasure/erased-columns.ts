import { personalColumns } from '../rules/personal-columns.js';

/** What a column holds: an address, a text that may have one, JSON with one anywhere, or texts by key. */
export type Content = 'email' | 'text' | 'json' | 'metadata';

/** The columns of a table that may have the address of a person. */
export interface ErasedTable {
  readonly table: string;
  readonly key: readonly string[];
  readonly columns: Readonly<Record<string, Content>>;
  /** Those of them that are about the person who paid. They go with the address, wherever the payment has it. */
  readonly personal?: readonly string[];
}

/**
 * Every column with texts that people write, but for the block list and the kept objects, which have steps of their own.
 * The tables are in the order in which every transaction locks them (docs/locking.md). Approvals come after charges, because
 * a request for approval may be waiting to be committed: it keeps the address of its charge, which it has locked.
 */
export const erasedTables: readonly ErasedTable[] = [
  { table: 'idempotency_key', key: ['caller', 'key'], columns: { refusal: 'json' } },
  {
    table: 'charge',
    key: ['id'],
    columns: {
      billing_email: 'email',
      billing_name: 'text',
      description: 'text',
      failure_code: 'text',
      failure_message: 'text',
      metadata: 'metadata',
      receipt_url: 'text',
    },
    personal: personalColumns,
  },
  {
    table: 'refund_approval',
    key: ['id'],
    columns: { input: 'json', message: 'text', decision_note: 'text' },
  },
  { table: 'payment_intent', key: ['id'], columns: { description: 'text', metadata: 'metadata' } },
  { table: 'dispute', key: ['id'], columns: { reason: 'text' } },
  { table: 'refund_task', key: ['refund_id'], columns: { parked_reason: 'text' } },
  {
    table: 'refund',
    key: ['id'],
    columns: {
      instructions_email: 'email',
      action_email_sent_to: 'email',
      description: 'text',
      note: 'text',
      reason_code: 'text',
      lines: 'json',
      metadata: 'metadata',
    },
  },
  { table: 'refund_event', key: ['id'], columns: { changes: 'json' } },
];
