import type { Database } from '../../ledger/open-ledger.js';
import { readRows } from '../../ledger/page.js';
import { wholeRow } from '../../ledger/select.js';
import type { Rows } from '../../ledger/tables.js';
import { isId } from '../../rules/ids.js';
import { type Refusal, resourceMissing } from '../../rules/refusal.js';

/** The approval with an id as it is now, by the database's clock. */
export async function findApproval(
  { query }: Pick<Database, 'query'>,
  id: string,
): Promise<Rows['refundApproval'] | Refusal<'RESOURCE_MISSING'>> {
  const [approval] = isId(id) ? await readRows(query, 'refundApproval', [id], wholeRow) : [];
  return approval ?? resourceMissing('refund_approval', id, 'approval');
}
