import type { ChargeFilter, ChargeStatus } from '../generated/graphql';
import { chargeStatuses } from '../messages/charges';
import { createdRange } from '../refunds/filter';

/** The filters of the list of charges, as the URL names them. */
export const CHARGE_FILTERS = ['search', 'status', 'refundable', 'from', 'to'] as const;

/** The filters of the URL as the API takes them. What is not valid is left out. */
export function chargeFilterOf(params: URLSearchParams): ChargeFilter {
  const status = (params.get('status') ?? '').split(',').filter(isStatus);
  const refundable = params.get('refundable');
  const created = createdRange(params);
  const search = params.get('search')?.trim() ?? '';
  return {
    ...(status.length > 0 && { status }),
    ...(refundable && { refundable: refundable === 'yes' }),
    ...(created && { created }),
    ...(search && { search }),
  };
}

const isStatus = (text: string): text is ChargeStatus => Object.hasOwn(chargeStatuses, text);
