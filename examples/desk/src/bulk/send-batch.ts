import type { Client } from 'urql';
import { answered, type BatchLine, canBeSent, lost, sumOf } from './batch';
import { keyOf } from './batch-key';
import { createRefundsMutation } from './documents';

/** Fewer than the hundred that the gateway takes, so that one sees progress. */
const LINES_AT_ONCE = 25;

/**
 * Sends every line that can be sent, one part of the batch after the other. A part whose answer is lost stops it: the
 * rest is not sent, and can be sent later.
 *
 * @param onProgress gets all lines after each part
 */
export async function sendBatch(
  client: Client,
  batch: string,
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

const inputOf = (batch: string, { line, attempt, state }: BatchLine) => ({
  charge: line.charge,
  amount: sumOf(state)?.amount ?? null,
  reason: line.reason,
  idempotencyKey: keyOf(batch, line.number, attempt),
});
