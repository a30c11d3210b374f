import { deepStrictEqual, equal } from 'node:assert/strict';
import { select } from '../cluster/database.js';
import type { Ask } from '../workloads.js';
import { normalise } from './normalise.js';
import { post, type RunningServer } from './server.js';

const SAMPLE = 20;
/** The rows of the refund under each key of the sample, without times and ids, which the server chooses. */
const WRITTEN = `SELECT k.key, to_jsonb(r) - '{id,created,balance_transaction_id}'::text[] AS refund,
    to_jsonb(c) AS charge, to_jsonb(t) - '{id,created}'::text[] AS balance_transaction,
    (SELECT jsonb_agg(to_jsonb(e) - '{id,created,position,refund_id,transaction_id}'::text[]) FROM refund_event e
      WHERE e.refund_id = r.id) AS events
  FROM idempotency_key k
  JOIN refund r ON r.id = k.refund_id JOIN charge c ON c.id = r.charge_id
  JOIN balance_transaction t ON t.id = r.balance_transaction_id
  WHERE k.caller = '' AND k.key LIKE $1 ORDER BY k.key`;

/**
 * Creates the same refunds through each server, repeats each under its key, and compares the answers and the resulting
 * rows.
 *
 * @throws AssertionError with the difference
 */
export async function compareWrites(servers: readonly RunningServer[], asks: readonly Ask[]): Promise<void> {
  const [ours, ...others] = await Promise.all(servers.map((server) => write(server, asks)));
  equal(ours?.rows.length, Math.min(SAMPLE, asks.length), 'refunds under a key');
  for (const other of others)
    deepStrictEqual(other, { ...ours, label: other.label }, `${other.label} writes or answers otherwise`);
}

async function write(server: RunningServer, asks: readonly Ask[]) {
  const { label } = server.contestant;
  const answers: unknown[] = [];
  for (const [n, ask] of asks.slice(0, SAMPLE).entries()) {
    const keyed = { ...ask, key: `same-${ask.workload}-${n}` };
    const first = await post(server, keyed);
    deepStrictEqual(idIn(await post(server, keyed)), idIn(first), `${label} replays a key`);
    answers.push(withoutMade(normalise(first)));
  }
  const rows = await select(server.database ?? '', WRITTEN, [`same-${asks[0]?.workload}-%`]);
  return { label, answers, rows };
}

interface Created {
  readonly createRefund: { readonly refund: { readonly id: string; readonly created: string } };
}
const idIn = (answer: unknown): string => (answer as Created).createRefund.refund.id;

function withoutMade(answer: unknown): unknown {
  const { id, created, ...refund } = (answer as Created).createRefund.refund;
  return refund;
}
