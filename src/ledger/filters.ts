import type {
  AuditOutcome,
  BlockListType,
  ChargeStatus,
  PaymentIntentStatus,
  RefundApprovalStatus,
  RefundFailureReason,
  RefundPendingReason,
  RefundReason,
  RefundStatus,
} from '../../prisma/generated/prisma/client.js';
import { join, raw, type Sql, sql } from '../database/sql.js';
import { hashOfEmail } from '../rules/erased-email.js';
import {
  isDisputed,
  type RefundedState,
  type SearchFilter,
  viaCharge,
  whereFound,
  whereRefunded,
  whereRefundFound,
  withDescription,
  withEmail,
  withEmailStart,
  withName,
} from './charge-conditions.js';
import type { Conditions } from './conditions.js';
import type { Model } from './tables.js';
import type { TimeBound } from './time-bound.js';

/** The bounds that a range may have, and their operators in SQL. */
const bounds = [
  ['gt', '>'],
  ['gte', '>='],
  ['lt', '<'],
  ['lte', '<='],
] as const;
type Bound = (typeof bounds)[number][0];
type Operator = (typeof bounds)[number][1];

/** A range of values. The bounds that are given must all hold. */
type Range<T, B extends Bound = Bound> = { readonly [K in B]?: T | null | undefined };

/** A metadata key that is set or, with a value, is set to this value. */
interface MetadataFilter {
  readonly key: string;
  readonly value?: string | null | undefined;
}

/** Whether a charge is open to refunds with at least the smallest refund of its currency left. */
interface RefundableFilter {
  readonly refundable: boolean;
  /** The smallest refund of each currency in which it is not 1. */
  readonly amountSteps: ReadonlyMap<string, bigint>;
}

/** Which rows a list holds. A field that is null or left out does not filter; an empty list matches nothing. */
export interface Filters {
  refund: {
    readonly charge?: string | null | undefined;
    readonly paymentIntent?: string | null | undefined;
    readonly created?: Range<TimeBound> | null | undefined;
    readonly status?: readonly RefundStatus[] | null | undefined;
    readonly reason?: readonly RefundReason[] | null | undefined;
    readonly currency?: readonly string[] | null | undefined;
    readonly amount?: Range<bigint, 'gte' | 'lte'> | null | undefined;
    readonly metadata?: MetadataFilter | null | undefined;
    readonly instructionsEmail?: string | null | undefined;
    readonly createdBy?: string | null | undefined;
    readonly failureReason?: readonly RefundFailureReason[] | null | undefined;
    readonly pendingReason?: readonly RefundPendingReason[] | null | undefined;
    readonly reasonCode?: string | null | undefined;
    readonly search?: SearchFilter | null | undefined;
    readonly email?: string | null | undefined;
    readonly emailStartsWith?: string | null | undefined;
    readonly name?: string | null | undefined;
    readonly last4?: string | null | undefined;
    readonly paymentMethodType?: readonly string[] | null | undefined;
  };
  charge: {
    readonly paymentIntent?: string | null | undefined;
    readonly created?: Range<TimeBound> | null | undefined;
    readonly status?: readonly ChargeStatus[] | null | undefined;
    readonly search?: SearchFilter | null | undefined;
    readonly email?: string | null | undefined;
    readonly emailStartsWith?: string | null | undefined;
    readonly name?: string | null | undefined;
    readonly last4?: string | null | undefined;
    readonly amount?: Range<bigint, 'gte' | 'lte'> | null | undefined;
    readonly currency?: readonly string[] | null | undefined;
    readonly disputed?: boolean | null | undefined;
    readonly metadata?: MetadataFilter | null | undefined;
    readonly description?: string | null | undefined;
    readonly refunded?: RefundedState | null | undefined;
    readonly paymentMethodType?: readonly string[] | null | undefined;
    readonly refundable?: RefundableFilter | null | undefined;
  };
  paymentIntent: {
    readonly created?: Range<TimeBound> | null | undefined;
    readonly status?: readonly PaymentIntentStatus[] | null | undefined;
  };
  refundEvent: Record<never, never>;
  blockListEntry: {
    readonly type?: BlockListType | null | undefined;
    readonly value?: string | null | undefined;
  };
  refundApproval: {
    readonly charge?: string | null | undefined;
    readonly created?: Range<TimeBound> | null | undefined;
    readonly status?: readonly RefundApprovalStatus[] | null | undefined;
  };
  auditEntry: {
    readonly actor?: string | null | undefined;
    readonly action?: readonly string[] | null | undefined;
    readonly outcome?: readonly AuditOutcome[] | null | undefined;
    readonly object?: string | null | undefined;
    readonly created?: Range<TimeBound> | null | undefined;
  };
  apiKey: Record<never, never>;
  refundApprovalEvent: Record<never, never>;
}
export type ListModel = keyof Filters & Model;

const equal = (column: string) => (value: string) => [sql`t.${raw(column)} = ${value}`];

const oneOf = (column: string, type: string) => (values: readonly string[]) => {
  // One value is an equality, which an index on (column, created, id) serves in the list's order.
  const [only, ...others] = new Set(values);
  return only !== undefined && others.length === 0
    ? [sql`t.${raw(column)} = ${only}::${raw(type)}`]
    : [sql`t.${raw(column)} = ANY(${values}::${raw(type)}[])`];
};

const within =
  <T>(column: string, toSql: (operator: Operator, bound: T) => Sql) =>
  (range: Range<T>) =>
    bounds.flatMap(([name, operator]) => {
      const bound = range[name];
      return bound == null ? [] : [sql`t.${raw(column)} ${toSql(operator, bound)}`];
    });

/** A bound that is later than a millisecond, and before the next, has that millisecond before it, inclusive or not. */
const laterOperators: Readonly<Record<Operator, Operator>> = { '>': '>', '>=': '>', '<': '<=', '<=': '<=' };

const createdWithin = within('created', (operator, { at, later }: TimeBound) => {
  const compared = raw(later ? laterOperators[operator] : operator);
  return sql`${compared} ${at.toISOString()}::timestamptz`;
});

const withMetadata = ({ key, value }: MetadataFilter) => [
  value == null ? sql`t.metadata ? ${key}` : sql`t.metadata @> ${JSON.stringify({ [key]: value })}::jsonb`,
];

// Stripe writes currencies in lower case, and so does the ledger.
const inCurrency = (currencies: readonly string[]) =>
  oneOf('currency', 'text')(currencies.map((code) => code.toLowerCase()));

const amountWithin = within('amount', (operator, amount: bigint) => sql`${raw(operator)} ${amount}`);

/** The first condition is that of a partial index. */
const whereRefundable = ({ refundable, amountSteps }: RefundableFilter) => {
  const steps = [...amountSteps];
  const step = sql`COALESCE((SELECT s.step FROM unnest(${steps.map(([currency]) => currency)}::text[],
    ${steps.map(([, value]) => `${value}`)}::bigint[]) s(currency, step) WHERE s.currency = t.currency), 1)`;
  const isRefundable = join(
    [
      sql`t.refunds_open`,
      sql`t.amount_refunded < t.refund_ceiling`,
      sql`t.refund_ceiling - t.amount_refunded >= ${step}`,
    ],
    ' AND ',
  );
  return [refundable ? isRefundable : sql`NOT (${isRefundable})`];
};

/**
 * An approval whose time is over is expired, though it is stored as pending for a while. PostgreSQL cannot look through
 * the view's expression for the status, so this asks for what is stored.
 */
const withApprovalStatus = (statuses: readonly RefundApprovalStatus[]): readonly Sql[] => {
  const [waiting, over] = [statuses.includes('pending'), statuses.includes('expired')];
  const stored = over ? [...statuses, 'pending' as const] : statuses;
  const isStored = oneOf('stored_status', 'refund_approval_status')(stored);
  if (waiting === over) return isStored;
  const inTime = waiting
    ? sql`t.expires_at > statement_timestamp()`
    : sql`t.expires_at <= statement_timestamp()`;
  return [...isStored, sql`(t.stored_status <> 'pending' OR ${inTime})`];
};

/** The conditions on the table of each list, under the alias `t`. */
export const listConditions: { readonly [M in ListModel]: Conditions<Filters[M]> } = {
  refund: {
    charge: equal('charge_id'),
    paymentIntent: equal('payment_intent_id'),
    created: createdWithin,
    status: oneOf('status', 'refund_status'),
    reason: oneOf('reason', 'refund_reason'),
    currency: inCurrency,
    amount: amountWithin,
    metadata: withMetadata,
    instructionsEmail: equal('instructions_email'),
    createdBy: equal('created_by'),
    failureReason: oneOf('failure_reason', 'refund_failure_reason'),
    pendingReason: oneOf('pending_reason', 'refund_pending_reason'),
    reasonCode: equal('reason_code'),
    search: whereRefundFound,
    email: viaCharge(withEmail),
    emailStartsWith: viaCharge(withEmailStart),
    name: viaCharge(withName),
    last4: viaCharge(equal('card_last4')),
    paymentMethodType: viaCharge(oneOf('payment_method_type', 'text')),
  },
  charge: {
    paymentIntent: equal('payment_intent_id'),
    created: createdWithin,
    status: oneOf('status', 'charge_status'),
    search: whereFound,
    email: withEmail,
    emailStartsWith: withEmailStart,
    name: withName,
    last4: equal('card_last4'),
    amount: amountWithin,
    currency: inCurrency,
    disputed: isDisputed,
    metadata: withMetadata,
    description: withDescription,
    refunded: whereRefunded,
    paymentMethodType: oneOf('payment_method_type', 'text'),
    refundable: whereRefundable,
  },
  paymentIntent: {
    created: createdWithin,
    status: oneOf('status', 'payment_intent_status'),
  },
  refundEvent: {},
  blockListEntry: {
    type: (type) => oneOf('type', 'block_list_type')([type]),
    // Older versions stored blank values, which identify nobody.
    // The entry of an erased person has the hash of the address (section 5).
    value: (value) =>
      value.trim() === '' ? [sql`false`] : oneOf('value', 'text')([value, hashOfEmail(value)]),
  },
  refundApproval: {
    charge: equal('charge_id'),
    created: createdWithin,
    status: withApprovalStatus,
  },
  auditEntry: {
    actor: equal('actor'),
    action: oneOf('action', 'text'),
    outcome: oneOf('outcome', 'audit_outcome'),
    object: (id) => [sql`t.objects @> ARRAY[${id}]::text[]`],
    created: createdWithin,
  },
  apiKey: {},
  refundApprovalEvent: {},
};
