import { builder } from '../builder.js';

/** What a list is ordered by. Rows that are equal in it are ordered by their ids. */
export interface OrderBy {
  readonly field: 'created' | 'amount';
  readonly direction?: 'asc' | 'desc' | null | undefined;
}

const OrderDirection = builder.enumType('OrderDirection', {
  description: 'The direction of an order.',
  values: {
    ASC: { value: 'asc', description: 'The oldest or the smallest first.' },
    DESC: { value: 'desc', description: 'The newest or the largest first.' },
  } as const,
});

/**
 * The input type of a list's order, such as `RefundOrder`. Each order needs an index.
 *
 * @param name the start of the type's name
 * @param rows what descriptions call the rows
 */
export const orderInput = (name: string, rows: string) =>
  builder.inputType(`${name}Order`, {
    description: `An order of ${rows}. A cursor is valid only in the order from which it comes.`,
    fields: (t) => ({
      field: t.field({
        type: builder.enumType(`${name}OrderField`, {
          description: `What to order ${rows} by.`,
          values: {
            CREATED: { value: 'created', description: 'By the time of creation.' },
            AMOUNT: {
              value: 'amount',
              description:
                "By the amount in the currency's smallest unit, whatever the currency is. Filter by currency to compare like with like.",
            },
          } as const,
        }),
        required: true,
        description: 'What to order by. Equal rows are ordered by their ids.',
      }),
      direction: t.field({
        type: OrderDirection,
        defaultValue: 'desc',
        description: 'The direction. Default: DESC.',
      }),
    }),
  });

/** The order of an argument as a document or a variable writes it, before it is coerced; undefined if it is none. */
export function uncoercedOrder(given: unknown): OrderBy | undefined {
  if (typeof given !== 'object' || given === null) return undefined;
  const { field, direction = 'DESC' } = given as Readonly<Record<string, unknown>>;
  if (field !== 'CREATED' && field !== 'AMOUNT') return undefined;
  return {
    field: field === 'AMOUNT' ? 'amount' : 'created',
    direction: direction === 'ASC' ? 'asc' : 'desc',
  };
}
