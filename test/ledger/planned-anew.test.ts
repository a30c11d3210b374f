import { expect, test } from 'vitest';
import type { Statement } from '../../src/database/sql.js';
import type { Filters } from '../../src/ledger/filters.js';
import { countList, readPage } from '../../src/ledger/page.js';
import { nothingBeyond } from '../../src/ledger/page-request.js';
import { idOnly } from '../../src/ledger/select.js';
import { summarize } from '../../src/ledger/summary.js';

test('a page, the number and the sums of a filtered list are planned for the values of the filter', async () => {
  const plans: unknown[] = [];
  const query = async ({ plan }: Statement) => {
    plans.push(plan);
    return [];
  };
  const request = {
    window: { limit: 7, from: 'start' },
    selection: idOnly,
    beyond: nothingBeyond,
  } as const;
  const filter: Filters['refund'] = { createdBy: 'desk' };
  await readPage(query, 'refund', filter, request);
  await countList(query, 'refund', filter);
  await summarize(query, filter, 'day');
  expect(plans).toEqual(['anew', 'anew', 'anew']);
});
