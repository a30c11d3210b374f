import type { CreateRefundsMutation, RefundabilityPartsFragment } from '../generated/graphql';
import type { Unit } from '../money/currency';
import type { BulkLine } from './parse-lines';

export type LineResult = CreateRefundsMutation['createRefunds']['results'][number];

/** A line and how far it is. */
export interface BatchLine {
  readonly line: BulkLine;
  readonly state: LineState;
  /** How often it was refused. */
  readonly attempt: number;
}

/** What a person says of the whole batch. */
export interface BatchTerms {
  readonly name: string;
  readonly reasonCode: string;
  readonly note: string;
}

interface Sum extends Unit {
  readonly amount: number;
}

export type LineState =
  | { readonly step: 'faulty'; readonly fault: string }
  | { readonly step: 'ready'; readonly amount: number; readonly charge: RefundabilityPartsFragment }
  | (Sum & { readonly step: 'refused'; readonly message: string })
  | (Sum & { readonly step: 'unknown' })
  | (Sum & { readonly step: 'done'; readonly refund: string; readonly replay: boolean })
  | (Sum & { readonly step: 'waiting' });

/** The amount and the currency of a line, once they are known. */
export function sumOf(state: LineState): Sum | null {
  if (state.step === 'faulty') return null;
  const { currency, currencyDecimals } = state.step === 'ready' ? state.charge : state;
  return { amount: state.amount, currency, currencyDecimals };
}

/** What can be sent: what is ready, what was refused, and what nobody knows about. Never what is done. */
export const canBeSent = ({ state }: BatchLine): boolean =>
  state.step === 'ready' || state.step === 'refused' || state.step === 'unknown';

/** A line after the gateway's answer to it. */
export function answered(batchLine: BatchLine, result: LineResult): BatchLine {
  const sum = sumOf(batchLine.state);
  if (!sum) return batchLine;
  if (result.__typename === 'CreateRefundPayload')
    return {
      ...batchLine,
      state: { step: 'done', refund: result.refund.id, replay: result.idempotentReplay, ...sum },
    };
  if (result.__typename === 'RefundApprovalRequired')
    return { ...batchLine, state: { step: 'waiting', ...sum } };
  return {
    ...batchLine,
    attempt: batchLine.attempt + 1,
    state: { step: 'refused', message: result.message, ...sum },
  };
}

/** A line whose answer was lost. It is sent again with the same key. */
export function lost(batchLine: BatchLine): BatchLine {
  const sum = sumOf(batchLine.state);
  return sum ? { ...batchLine, state: { step: 'unknown', ...sum } } : batchLine;
}
