import type {
  BlockListType,
  ChargeStatus,
  PaymentIntentStatus,
  RefundReason,
  RefundStatus,
} from '../../prisma/generated/prisma/client.js';
import { join, raw, type Sql, sql } from '../database/sql.js';
import type { Model } from './tables.js';

/** A half-open or closed stretch of time. */
interface TimeRange {
  readonly gt?: Date | null | undefined;
  readonly gte?: Date | null | undefined;
  readonly lt?: Date | null | undefined;
  readonly lte?: Date | null | undefined;
}

/** A stretch of amounts, in smallest units. */
interface AmountRange {
  readonly gte?: bigint | null | undefined;
  readonly lte?: bigint | null | undefined;
}

/** A key that is set, or set to this value. */
interface MetadataCondition {
  readonly key: string;
  readonly value?: string | null | undefined;
}

/** Which rows a list holds. A field that is null or left out does not filter; an empty list matches nothing. */
export interface Filters {
  refund: {
    readonly charge?: string | null | undefined;
    readonly paymentIntent?: string | null | undefined;
    readonly created?: TimeRange | null | undefined;
    readonly status?: readonly RefundStatus[] | null | undefined;
    readonly reason?: readonly RefundReason[] | null | undefined;
    readonly currency?: readonly string[] | null | undefined;
    readonly amount?: AmountRange | null | undefined;
    readonly metadata?: MetadataCondition | null | undefined;
    readonly instructionsEmail?: string | null | undefined;
  };
  charge: {
    readonly paymentIntent?: string | null | undefined;
    readonly created?: TimeRange | null | undefined;
    readonly status?: readonly ChargeStatus[] | null | undefined;
    /** Only charges that are open to refunds with at least their currency's smallest refund left, or only the others. */
    readonly refundable?: boolean | null | undefined;
    /** The smallest refund of currencies in which it is not 1; needed with `refundable`. */
    readonly amountSteps?: ReadonlyMap<string, bigint>;
  };
  paymentIntent: {
    readonly created?: TimeRange | null | undefined;
    readonly status?: readonly PaymentIntentStatus[] | null | undefined;
  };
  refundEvent: Record<never, never>;
  blockListEntry: {
    readonly type?: BlockListType | null | undefined;
    readonly value?: string | null | undefined;
  };
}
export type ListModel = keyof Filters & Model;

/** The conditions of a filter on the table under the alias `t`. */
export const conditionsOf: { [M in ListModel]: (filter: Filters[M]) => Sql[] } = {
  refund: ({
    charge,
    paymentIntent,
    created,
    status,
    reason,
    currency,
    amount,
    metadata,
    instructionsEmail,
  }) => [
    ...equal('charge_id', charge),
    ...equal('payment_intent_id', paymentIntent),
    ...within('created', created),
    ...oneOf('status', 'refund_status', status),
    ...oneOf('reason', 'refund_reason', reason),
    ...oneOf('currency', 'text', currency),
    ...(amount?.gte == null ? [] : [sql`t.amount >= ${amount.gte}`]),
    ...(amount?.lte == null ? [] : [sql`t.amount <= ${amount.lte}`]),
    ...withMetadata(metadata),
    ...equal('instructions_email', instructionsEmail),
  ],
  charge: ({ paymentIntent, created, status, refundable, amountSteps }) => [
    ...equal('payment_intent_id', paymentIntent),
    ...within('created', created),
    ...oneOf('status', 'charge_status', status),
    ...whereRefundable(refundable, amountSteps ?? new Map()),
  ],
  paymentIntent: ({ created, status }) => [
    ...within('created', created),
    ...oneOf('status', 'payment_intent_status', status),
  ],
  refundEvent: () => [],
  blockListEntry: ({ type, value }) => [
    ...oneOf('type', 'block_list_type', type == null ? null : [type]),
    ...equal('value', value),
  ],
};

const equal = (column: string, value: string | null | undefined): Sql[] =>
  value == null ? [] : [sql`t.${raw(column)} = ${value}`];

function oneOf(column: string, type: string, values: readonly string[] | null | undefined): Sql[] {
  if (values == null) return [];
  // One value is an equality, which an index on (column, created, id) serves in the list's order.
  const [only, ...others] = new Set(values);
  return only !== undefined && others.length === 0
    ? [sql`t.${raw(column)} = ${only}::${raw(type)}`]
    : [sql`t.${raw(column)} = ANY(${values}::${raw(type)}[])`];
}

function within(column: string, range: TimeRange | null | undefined): Sql[] {
  const bounds: [string, Date | null | undefined][] = [
    ['>', range?.gt],
    ['>=', range?.gte],
    ['<', range?.lt],
    ['<=', range?.lte],
  ];
  return bounds.flatMap(([operator, at]) =>
    at == null ? [] : [sql`t.${raw(column)} ${raw(operator)} ${at.toISOString()}::timestamptz`],
  );
}

const withMetadata = (condition: MetadataCondition | null | undefined): Sql[] => {
  if (condition == null) return [];
  const { key, value } = condition;
  return [
    value == null ? sql`t.metadata ? ${key}` : sql`t.metadata @> ${JSON.stringify({ [key]: value })}::jsonb`,
  ];
};

/** The first condition is that of a partial index. */
function whereRefundable(refundable: boolean | null | undefined, steps: ReadonlyMap<string, bigint>): Sql[] {
  if (refundable == null) return [];
  const entries = [...steps];
  const step = sql`COALESCE((SELECT s.step FROM unnest(${entries.map(([currency]) => currency)}::text[],
    ${entries.map(([, value]) => `${value}`)}::bigint[]) s(currency, step) WHERE s.currency = t.currency), 1)`;
  const isRefundable = join(
    [
      sql`t.refunds_open`,
      sql`t.amount_refunded < t.refund_ceiling`,
      sql`t.refund_ceiling - t.amount_refunded >= ${step}`,
    ],
    ' AND ',
  );
  return [refundable ? isRefundable : sql`NOT (${isRefundable})`];
}
