import { useUrlValues } from './useUrlValues';

export type OrderField = 'CREATED' | 'AMOUNT';

/** An order of a list, as the API takes it. Lists of charges and of refunds have the same ones. */
export interface Order {
  readonly field: OrderField;
  readonly direction: 'ASC' | 'DESC';
}

const NEWEST_FIRST: Order = { field: 'CREATED', direction: 'DESC' };
const ORDERS: Record<string, Order> = {
  oldest: { field: 'CREATED', direction: 'ASC' },
  largest: { field: 'AMOUNT', direction: 'DESC' },
  smallest: { field: 'AMOUNT', direction: 'ASC' },
};

/** The order of a list that the URL names, and how to turn it. A cursor is of one order: another begins anew. */
export function useOrder() {
  const { params, change } = useUrlValues();
  const order = ORDERS[params.get('order') ?? ''] ?? NEWEST_FIRST;
  const turn = (field: OrderField) => {
    const direction = order.field === field && order.direction === 'DESC' ? 'ASC' : 'DESC';
    const found = Object.entries(ORDERS).find(
      ([, one]) => one.field === field && one.direction === direction,
    );
    change({ order: found?.[0] ?? null });
  };
  return { order, turn };
}
