import { PrismaPg } from '@prisma/adapter-pg';
import type { Pool } from 'pg';
import { type Prisma, PrismaClient } from '../../prisma/generated/prisma/client.js';
import { statementName } from '../database/sql.js';

/** How long a transaction waits for a connection. The embedded database has only one. */
const TRANSACTION_MAX_WAIT_MS = 15_000;
/** No transaction of the gateway takes a hundredth of this on a healthy database. */
const TRANSACTION_TIMEOUT_MS = 15_000;

/** Prisma's client, for transactions and single rows. Lists are read by the functions in `page.ts`. */
export const createClient = (pool: Pool): LedgerClient =>
  new PrismaClient({
    adapter: new PrismaPg(pool, { statementNameGenerator: ({ sql }) => statementName(sql) as string }),
    transactionOptions: { maxWait: TRANSACTION_MAX_WAIT_MS, timeout: TRANSACTION_TIMEOUT_MS },
  });

export type LedgerClient = PrismaClient;
/** The client of an interactive transaction. */
export type Transaction = Prisma.TransactionClient;
