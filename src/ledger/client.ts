import { PrismaPg } from '@prisma/adapter-pg';
import type { Pool } from 'pg';
import { PrismaClient } from '../../prisma/generated/prisma/client.js';
import { type Query, statementName } from '../database/sql.js';
import { type BlockListSubject, entriesOf } from './block-list.js';
import type { Filters, ListModel } from './filters.js';
import { amountsRefundedOf, byIds, count, countsOf, page, pagesOf } from './page.js';
import type { PageRequest } from './page-request.js';
import { type Selection, wholeRow } from './select.js';
import { type SummaryKey, summarize } from './summary.js';
import type { Model } from './tables.js';

/** How long a transaction waits for a connection, which on the embedded database is the only one. */
const TRANSACTION_MAX_WAIT_MS = 15_000;
/** No transaction of the gateway takes a hundredth of this on a healthy database. */
const TRANSACTION_TIMEOUT_MS = 15_000;

/**
 * Prisma's client with the questions that the API asks, each one statement: `prisma.refund.page(…)`. They read
 * outside any transaction, also when asked of a transaction's client: there, use Prisma's own methods.
 */
export function createClient(pool: Pool, query: Query) {
  const byId = <M extends Model>(model: M) => ({
    /** The rows of `ids`, in their order, null where there is none. */
    byIds: (ids: readonly string[], selection: Selection = wholeRow) => byIds(query, model, ids, selection),
  });
  const list = <M extends ListModel>(model: M) => ({
    ...byId(model),
    /** One page of the list. */
    page: (request: PageRequest<M>) => page(query, model, request),
    /** The same page of the list of each parent: `pagesOf('chargeId', ids, request)`. */
    pagesOf: (parentField: string, parentIds: readonly string[], request: PageRequest<M>) =>
      pagesOf(query, model, parentField, parentIds, request),
    /** How many rows the list holds. Prisma's own `count` is another. */
    countOf: (filter: Filters[M]) => count(query, model, filter),
    /** How many rows the list of each parent holds. */
    countsOf: (parentField: string, parentIds: readonly string[]) =>
      countsOf(query, model, parentField, parentIds),
  });
  return new PrismaClient({
    adapter: new PrismaPg(pool, { statementNameGenerator: ({ sql }) => statementName(sql) as string }),
    transactionOptions: { maxWait: TRANSACTION_MAX_WAIT_MS, timeout: TRANSACTION_TIMEOUT_MS },
  }).$extends({
    model: {
      refund: {
        ...list('refund'),
        /** Count and sum of the list's refunds by currency and one more. */
        summary: (filter: Filters['refund'], by: SummaryKey) => summarize(query, filter, by),
      },
      charge: {
        ...list('charge'),
        /** What is refunded of all charges of each payment intent. */
        amountsRefundedOf: (paymentIntentIds: readonly string[]) =>
          amountsRefundedOf(query, paymentIntentIds),
      },
      paymentIntent: list('paymentIntent'),
      refundEvent: list('refundEvent'),
      blockListEntry: {
        ...list('blockListEntry'),
        /** The entries of each card or e-mail address. */
        entriesOf: (subjects: readonly BlockListSubject[]) => entriesOf(query, subjects),
      },
      balanceTransaction: byId('balanceTransaction'),
      transferReversal: byId('transferReversal'),
      applicationFeeRefund: byId('applicationFeeRefund'),
    },
  });
}

export type LedgerClient = ReturnType<typeof createClient>;
/** The client of an interactive transaction. */
export type Transaction = Parameters<
  Extract<Parameters<LedgerClient['$transaction']>[0], (...args: never[]) => unknown>
>[0];
