import type { Client } from 'urql';
import { answered, type BatchLine, type BatchTerms, canBeSent, lost, sumOf } from './batch';
import { keyOf } from './batch-key';
import { createRefundsMutation } from './documents';

/** Fewer than the hundred that the gateway takes, so that one sees progress. */
const LINES_AT_ONCE = 25;

/** What all lines have in common. */
type SentBatch = { readonly id: string } & Pick<BatchTerms, 'reasonCode' | 'note'>;

/**
 * Sends every line that can be sent, one part of the batch after the other. A part whose answer is lost stops it: the
 * rest is not sent, and can be sent later.
 *
 * @param onProgress gets all lines after each part
 */
export async function sendBatch(
  client: Client,
  batch: SentBatch,
  lines: readonly BatchLine[],
  onProgress: (lines: readonly BatchLine[]) => void,
): Promise<void> {
  let all = lines;
  const open = lines.filter(canBeSent);
  for (let start = 0; start < open.length; start += LINES_AT_ONCE) {
    const part = open.slice(start, start + LINES_AT_ONCE);
    const refunds = part.map((one) => inputOf(batch, one));
    const { data } = await client.mutation(createRefundsMutation, { refunds });
    const results = data?.createRefunds.results;
    const after = new Map(
      part.map((one, index) => {
        const result = results?.[index];
        return [one.line.number, result ? answered(one, result) : lost(one)];
      }),
    );
    all = all.map((one) => after.get(one.line.number) ?? one);
    onProgress(all);
    if (!results) return;
  }
}

const inputOf = (batch: SentBatch, { line, attempt, state }: BatchLine) => ({
  charge: line.charge,
  amount: sumOf(state)?.amount ?? null,
  reason: line.reason,
  reasonCode: batch.reasonCode || null,
  note: batch.note || null,
  idempotencyKey: keyOf(batch.id, line.number, attempt),
});
