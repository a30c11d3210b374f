import { builder, type RowType } from '../builder.js';
import { DateTimeRange } from '../lists/date-time-range.js';
import { listOf } from '../lists/list-of.js';
import { computed } from '../loading/computed.js';
import { type FormatArgs, formatArgs, formatted } from './amounts.js';

const AuditOutcome = builder.enumType('AuditOutcome', {
  description: 'How a request ended.',
  values: {
    DONE: { value: 'done', description: 'It was carried out.' },
    HELD: { value: 'held', description: 'It waits for the approval of somebody else.' },
    REFUSED: { value: 'refused', description: 'It was refused; `code` says why.' },
    FAILED: {
      value: 'failed',
      description:
        'It ended with an error that is not a refusal; `code` says which. The outcome may be unknown.',
    },
  } as const,
});

const AuditEntry: RowType<'auditEntry'> = builder.prismaObject('AuditEntry', {
  description: 'Who asked what, and the outcome. Queries that were answered have no entry.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Starts with `aud_`.' }),
    created: t.expose('created', { type: 'DateTime', description: 'The time of the outcome.' }),
    actor: t.exposeString('actor', {
      nullable: true,
      description:
        "The caller's name. Null for a command of an operator, without authentication, and where nobody was recognized.",
    }),
    action: t.exposeString('action', {
      description:
        'The field of the API that was asked, such as `createRefund`; or `authenticate`, `changePolicy` or `erase`.',
    }),
    outcome: t.expose('outcome', { type: AuditOutcome, description: 'How it ended.' }),
    code: t.exposeString('code', {
      nullable: true,
      description: 'The stable code of the refusal or the error.',
    }),
    objects: t.stringList({
      description:
        'The ids of the objects that it is about, such as a refund and its charge; the name of a key.',
      ...computed('auditEntry', ['objects'], ({ objects }) => objects),
    }),
    amount: t.expose('amount', {
      type: 'SafeInt',
      nullable: true,
      description: "The amount of the refund, in the currency's smallest unit.",
    }),
    amountFormatted: t.string({
      nullable: true,
      description:
        'The amount as people write it, if its currency is known. An unknown locale falls back to en-US.',
      args: formatArgs,
      ...computed('auditEntry', ['amount', 'currency'], ({ amount, currency }, args: FormatArgs) =>
        amount === null || currency === null ? null : formatted(amount, currency, args),
      ),
    }),
    currency: t.exposeString('currency', {
      nullable: true,
      description: 'Three-letter currency code, in lower case.',
    }),
    count: t.exposeInt('count', {
      description: 'For how many equal requests it stands. Refusals that are repeated share an entry.',
    }),
    details: t.exposeString('details', {
      nullable: true,
      description: 'What else there is to say: the scopes of a key, the new policy.',
    }),
  }),
});

const AuditEntryFilter = builder.inputType('AuditEntryFilter', {
  description: 'Which entries to list. An entry must meet every given condition.',
  fields: (t) => ({
    actor: t.string({ description: 'Asked by this caller.' }),
    action: t.stringList({ description: 'Has one of these actions. An empty list matches nothing.' }),
    outcome: t.field({
      type: [AuditOutcome],
      description: 'Has one of these outcomes. An empty list matches nothing.',
    }),
    object: t.string({
      description:
        'Is about the object with this id, or the key with this name. In a long audit, give a range of time as well: there is no index.',
    }),
    created: t.field({ type: DateTimeRange, description: 'Created in this range of time.' }),
  }),
});

const auditEntries = listOf('auditEntry', AuditEntry, {
  name: 'AuditEntry',
  description: 'A page of the audit.',
  edge: 'An entry in a list.',
  totalCount: 'The number of entries in the whole list. Counted only if selected.',
});

builder.queryField('auditEntries', (t) =>
  t.field({
    type: auditEntries.Connection,
    description: 'Who asked what, and the outcome, newest first.',
    args: {
      filter: t.arg({ type: AuditEntryFilter, description: 'Which entries to list. Default: all.' }),
      ...t.arg.connectionArgs(),
    },
    resolve: (_, args, context, info) => auditEntries.page(args, args.filter ?? {}, context, info),
  }),
);
