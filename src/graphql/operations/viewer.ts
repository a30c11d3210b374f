import { type RefundLimit as Limit, refundLimits } from '../../refunds/refund-limits.js';
import { NO_POLICY } from '../../rules/policy.js';
import type { Scope } from '../../rules/scopes.js';
import { allScopes } from '../../rules/scopes.js';
import { builder } from '../builder.js';
import { decimalsOf, formattedIfAny } from '../types/amounts.js';

interface ViewerValue {
  readonly name: string | null;
  readonly scopes: ReadonlySet<Scope>;
}

const RefundLimit = builder.objectRef<Limit>('RefundLimit').implement({
  description: "A limit of the caller's refunds in a currency. A limit that is null does not exist.",
  fields: (t) => ({
    currency: t.exposeString('currency', { description: 'Three-letter currency code, in lower case.' }),
    currencyDecimals: t.int(decimalsOf(({ currency }: Limit) => currency)),
    maxAmount: t.expose('maxAmount', {
      type: 'SafeInt',
      nullable: true,
      description: "The largest single refund, in the currency's smallest unit.",
    }),
    maxAmountFormatted: t.string(
      formattedIfAny('That amount', ({ maxAmount: amount, currency }: Limit) => ({ amount, currency })),
    ),
    maxAmountPerDay: t.expose('maxAmountPerDay', {
      type: 'SafeInt',
      nullable: true,
      description: 'The largest sum of the refunds of a day (UTC).',
    }),
    maxAmountPerDayFormatted: t.string(
      formattedIfAny('That sum', ({ maxAmountPerDay: amount, currency }: Limit) => ({ amount, currency })),
    ),
    amountLeftToday: t.expose('amountLeftToday', {
      type: 'SafeInt',
      nullable: true,
      description: 'What is left of `maxAmountPerDay` today.',
    }),
    amountLeftTodayFormatted: t.string(
      formattedIfAny('That rest', ({ amountLeftToday: amount, currency }: Limit) => ({ amount, currency })),
    ),
    maxCountPerDay: t.exposeInt('maxCountPerDay', {
      nullable: true,
      description: 'The largest number of refunds in a day (UTC).',
    }),
    countLeftToday: t.exposeInt('countLeftToday', {
      nullable: true,
      description: 'What is left of `maxCountPerDay` today.',
    }),
    needsApproval: t.boolean({
      description: 'True if a refund beyond the limit needs an approval; false if it is refused.',
      resolve: ({ aboveLimit }) => aboveLimit === 'approve',
    }),
  }),
});

const Viewer = builder.objectRef<ViewerValue>('Viewer').implement({
  description: 'The caller: who asks, and what they may do.',
  fields: (t) => ({
    name: t.exposeString('name', {
      nullable: true,
      description: "The caller's name, as events have it. Null where no authentication is configured.",
    }),
    scopes: t.stringList({
      description: 'What the caller may do, such as `refunds:read` and `refunds:write`.',
      resolve: ({ scopes }) => allScopes.filter((scope) => scopes.has(scope)),
    }),
    noteRequired: t.boolean({
      description: 'True if createRefund needs a `note`.',
      resolve: (_, _args, { policy = NO_POLICY }) => policy.requireNote,
    }),
    reasonCodeRequired: t.boolean({
      description: 'True if createRefund needs a `reasonCode`.',
      resolve: (_, _args, { policy = NO_POLICY }) => policy.requireReasonCode,
    }),
    reasonCodes: t.stringList({
      nullable: true,
      description: 'The reason codes that may be given, in the order of the policy; null if any text may.',
      resolve: (_, _args, { policy = NO_POLICY }) => policy.reasonCodes && [...policy.reasonCodes],
    }),
    refundLimits: t.field({
      type: [RefundLimit],
      description: "What limits the caller's refunds, one limit for each currency; empty without limits.",
      resolve: async (_, _args, context) => [...(await refundLimits(context))],
    }),
  }),
});

builder.queryField('viewer', (t) =>
  t.field({
    type: Viewer,
    description: 'Who asks, and what they may do. With it a screen hides what would be refused.',
    resolve: (_, _args, { actor, scopes }) => ({ name: actor, scopes }),
  }),
);
