import type { Database } from '../../../src/ledger/open-ledger.js';
import { RefundGroups } from '../../../src/refunds/create/refund-groups.js';

/** The groups of a file's database. They are created on first use, because the database is open only during tests. */
export function testGroups(holder: { readonly database: Database }): () => RefundGroups {
  let groups: RefundGroups | undefined;
  return () => {
    groups ??= new RefundGroups(holder.database);
    return groups;
  };
}
