import type { RefundFilter, RefundReason, RefundStatus } from '../generated/graphql';
import { refundReasons, refundStatuses } from '../messages/refunds';
import { parseAmount } from '../money/currency';

/** The filters of the list of refunds, as the URL names them. */
export const REFUND_FILTERS = ['search', 'status', 'reason', 'currency', 'min', 'max', 'from', 'to'] as const;

/**
 * The filters of the URL as the API takes them. What is not valid is left out.
 *
 * @param currencyDecimals how the amounts of the URL are read; null while that is not known: then they do not count
 */
export function refundFilterOf(params: URLSearchParams, currencyDecimals: number | null): RefundFilter {
  const status = params
    .getAll('status')
    .flatMap((list) => list.split(','))
    .filter(isStatus);
  const reason = params
    .getAll('reason')
    .flatMap((list) => list.split(','))
    .filter(isReason);
  const currency = currencyOf(params);
  const [gte, lte] = (['min', 'max'] as const).map((name) =>
    currencyDecimals === null ? null : parseAmount(params.get(name) ?? '', { currencyDecimals }),
  );
  const created = createdRange(params);
  const search = params.get('search')?.trim() ?? '';
  return {
    ...(status.length > 0 && { status }),
    ...(reason.length > 0 && { reason }),
    ...(currency && { currency: [currency] }),
    ...((gte != null || lte != null) && { amount: { gte: gte ?? null, lte: lte ?? null } }),
    ...(created && { created }),
    ...(search && { search }),
  };
}

/** The currency of the URL, in lower case. Null while it is none, as when somebody is still typing it. */
export function currencyOf(params: URLSearchParams): string | null {
  const currency = params.get('currency')?.trim().toLowerCase() ?? '';
  return /^[a-z]{3}$/.test(currency) ? currency : null;
}

/** Whole days in the reader's zone, the last one included. Null without a range. */
export function createdRange(params: URLSearchParams) {
  const from = startOfDay(params.get('from'), 0);
  const to = startOfDay(params.get('to'), 1);
  return from || to ? { gte: from, lt: to } : null;
}

function startOfDay(day: string | null, daysLater: number): string | null {
  if (!day || !/^\d{4}-\d{2}-\d{2}$/.test(day)) return null;
  const time = new Date(`${day}T00:00:00`);
  time.setDate(time.getDate() + daysLater);
  return Number.isNaN(time.getTime()) ? null : time.toISOString();
}

const isStatus = (text: string): text is RefundStatus => Object.hasOwn(refundStatuses, text);
const isReason = (text: string): text is RefundReason => Object.hasOwn(refundReasons, text);
