import { expect, test } from 'vitest';
import { readSearch } from '../../src/rules/search.js';

test.each([
  ['ch_1', 'charge'],
  ['py_1', 'charge'],
  ['pi_1', 'paymentIntent'],
  ['re_1', 'refund'],
  ['pyr_1', 'refund'],
  ['dp_1', 'dispute'],
  ['du_1', 'dispute'],
  ['evt_1', 'refundEvent'],
  ['apr_1', 'refundApproval'],
  ['trr_1', 'transferReversal'],
  ['fr_1', 'applicationFeeRefund'],
  ['tr_1', 'transfer'],
  ['fee_1', 'applicationFee'],
  ['ch__', 'charge'],
  ['ch_test_1', 'charge'],
])('section 9: a search for %s is one for the id of a %s', (id, kind) => {
  expect(readSearch(id)).toEqual({ by: 'id', kind, id });
  expect(readSearch(`  ${id}\n`)).toEqual({ by: 'id', kind, id });
});

test.each([
  ['jenny@example.com', 'email'],
  ['Jenny@', 'email'],
  ['@', 'email'],
  ['4242', 'last4'],
  ['424', 'words'],
  ['42424', 'words'],
  ['٤٢٤٢', 'words'],
  ['4242 Jenny', 'words'],
  ['Jenny Rosen', 'words'],
  ['jenny at@example.com home', 'words'],
  ['ORD-2024-17', 'words'],
  ['cus_1', 'words'],
  ['txn_1', 'words'],
  ['CH_1', 'words'],
  ['ch_', 'words'],
  ['_ch_1', 'words'],
  ['ch_1 and more', 'words'],
  ['ch_ü', 'words'],
  [`ch_${'x'.repeat(300)}`, 'words'],
  ['__proto___1', 'words'],
  ['constructor_1', 'words'],
  ['', 'words'],
])('section 9: a search for %j is one by %s', (text, by) => {
  expect(readSearch(text)).toEqual({ by, text });
});
