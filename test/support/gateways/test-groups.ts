import type { Database } from '../../../src/ledger/open-ledger.js';
import { RefundGroups } from '../../../src/refunds/create/refund-groups.js';

/** The groups of a file's database. The database is open only while tests run, so they are made when first asked for. */
export function testGroups(holder: { readonly database: Database }): () => RefundGroups {
  let groups: RefundGroups | undefined;
  return () => {
    groups ??= new RefundGroups(holder.database);
    return groups;
  };
}
