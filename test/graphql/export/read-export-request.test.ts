import { expect, test } from 'vitest';
import { readExportRequest } from '../../../src/graphql/export/read-export-request.js';

test('an export reads its columns, its locale and its count, and takes the rest for arguments of the list', () => {
  const filter = { status: ['FAILED'] };
  const text = JSON.stringify({ columns: ['id'], locale: 'de-CH', count: true, filter });
  const whole = { list: 'refunds', columns: ['id'], locale: 'de-CH', count: true, args: { filter } };
  expect(readExportRequest('refunds', text)).toEqual(whole);
  expect(readExportRequest('refunds', ' \n')).toEqual({ list: 'refunds', args: {} });
});

test('how many columns an export may have is decided in one place, also for none', () => {
  expect(readExportRequest('refunds', '{"columns":[]}')).toEqual({ list: 'refunds', columns: [], args: {} });
});
