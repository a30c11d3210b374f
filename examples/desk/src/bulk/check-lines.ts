import type { Client } from 'urql';
import type { RefundabilityPartsFragment } from '../generated/graphql';
import { refundPreviewQuery } from '../refund-dialog/documents';
import { amountOf, emptyForm } from '../refund-dialog/form';
import type { BatchLine, LineState } from './batch';
import { bulkChargesQuery } from './documents';
import type { BulkLine } from './parse-lines';

/** As many ids as the gateway takes at once. */
const IDS_AT_ONCE = 100;
/** Browsers keep six connections to a host, and the feeds use two. */
const PREVIEWS_AT_ONCE = 4;

/**
 * Checks each line as the gateway would decide it now, without changing anything.
 *
 * @throws CombinedError if the gateway cannot be asked
 */
export async function checkLines(
  client: Client,
  lines: readonly BulkLine[],
  onProgress: (done: number) => void,
): Promise<BatchLine[]> {
  const charges = await readCharges(client, lines);
  const left = new Map([...charges].map(([id, charge]) => [id, charge.amountRefundable]));
  const terms = lines.map((line): BatchLine => {
    const state = termsOf(line, charges.get(line.charge), left);
    if (state.step === 'ready') left.set(line.charge, (left.get(line.charge) ?? 0) - state.amount);
    return { line, attempt: 0, state };
  });
  const checked: BatchLine[] = [];
  for (let start = 0; start < terms.length; start += PREVIEWS_AT_ONCE) {
    checked.push(
      ...(await Promise.all(terms.slice(start, start + PREVIEWS_AT_ONCE).map((one) => preview(client, one)))),
    );
    onProgress(checked.length);
  }
  return checked;
}

async function readCharges(client: Client, lines: readonly BulkLine[]) {
  const ids = [...new Set(lines.filter(({ fault }) => fault === null).map(({ charge }) => charge))];
  const charges = new Map<string, RefundabilityPartsFragment>();
  for (let start = 0; start < ids.length; start += IDS_AT_ONCE) {
    const variables = { ids: ids.slice(start, start + IDS_AT_ONCE) };
    const { data, error } = await client.query(bulkChargesQuery, variables, {
      requestPolicy: 'network-only',
    });
    if (error) throw error;
    for (const node of data?.nodes ?? []) if (node?.__typename === 'Charge') charges.set(node.id, node);
  }
  return charges;
}

/** The amount of a line, where earlier lines of the list have taken their part of the same charge. */
function termsOf(
  line: BulkLine,
  charge: RefundabilityPartsFragment | undefined,
  left: ReadonlyMap<string, number>,
): LineState {
  if (line.fault) return { step: 'faulty', fault: line.fault };
  if (!charge) return { step: 'faulty', fault: 'There is no such charge.' };
  const [refusal] = charge.refundability.refusals;
  if (refusal) return { step: 'faulty', fault: refusal.message };
  const amountRefundable = left.get(line.charge) ?? 0;
  if (amountRefundable <= 0)
    return { step: 'faulty', fault: 'Earlier lines take all that is left of this charge.' };
  const form = { ...emptyForm, full: line.amountText === '', amountText: line.amountText };
  const parsed = amountOf(form, { ...charge, amountRefundable });
  return 'fault' in parsed
    ? { step: 'faulty', fault: parsed.fault }
    : { step: 'ready', amount: parsed.amount, charge };
}

async function preview(client: Client, batchLine: BatchLine): Promise<BatchLine> {
  const { line, state } = batchLine;
  if (state.step !== 'ready') return batchLine;
  const variables = { input: { charge: line.charge, amount: state.amount } };
  const { data, error } = await client.query(refundPreviewQuery, variables, {
    requestPolicy: 'network-only',
  });
  if (error) throw error;
  const result = data?.refundPreview;
  return result && 'code' in result
    ? { ...batchLine, state: { step: 'faulty', fault: result.message } }
    : batchLine;
}
