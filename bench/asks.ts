import { select } from './cluster/database.js';
import { idOf, paidCharge, ROOMY_CHARGE, type Sizes } from './cluster/sizes.js';
import { seeded } from './measure/random.js';
import { type Ask, KEY_GAP, type Workload } from './workloads.js';

/** The number of different requests that the load generator chooses from. It keeps all of them in memory. */
const COUNTS: Readonly<Record<Workload, number>> = { R1: 20_000, R2: 2_000, R3: 2_000, W1: 20_000, W2: 100 };
/** Rows before this one are not used as cursors, because the page after them could be incomplete. */
const FULL_PAGES_FROM = 1_000;

/** The requests of a workload. They are the same in every run on a ledger of these sizes. */
export async function asksOf(workload: Workload, sizes: Sizes, database: string): Promise<Ask[]> {
  const random = seeded(workload);
  const numbers = (from: number, to: number) =>
    Array.from({ length: COUNTS[workload] }, () => from + Math.floor(random() * (to - from + 1)));
  switch (workload) {
    case 'R1':
      return numbers(1, sizes.refunds).map((n) => ({ workload, id: idOf('re', n) }));
    case 'R2':
      return after(
        workload,
        'refund',
        numbers(FULL_PAGES_FROM, sizes.refunds).map((n) => idOf('re', n)),
        database,
      );
    case 'R3':
      return after(
        workload,
        'charge',
        numbers(FULL_PAGES_FROM, sizes.charges).map((n) => idOf('ch', n)),
        database,
      );
    case 'W1':
      return numbers(ROOMY_CHARGE + 1, sizes.intents).map((n) => ({
        workload,
        charge: idOf('ch', paidCharge(n)),
        amount: 1 + Math.floor(random() * 9),
        key: KEY_GAP,
      }));
    case 'W2':
      return numbers(1, 9).map((amount) => ({
        workload,
        charge: idOf('ch', ROOMY_CHARGE),
        amount,
        key: KEY_GAP,
      }));
  }
}

/** The requests for the pages after these rows. */
async function after(
  workload: 'R2' | 'R3',
  table: 'refund' | 'charge',
  ids: readonly string[],
  database: string,
): Promise<Ask[]> {
  const rows = await select<{ id: string; created: Date }>(
    database,
    `SELECT id, created FROM ${table} WHERE id = ANY($1) ORDER BY md5(id)`,
    [ids],
  );
  return rows.map(({ id, created }) => ({ workload, after: { id, created: created.toISOString() } }));
}
