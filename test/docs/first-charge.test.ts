import { expect, test } from 'vitest';
import { parseLine } from '../../src/import/steps/parse-line.js';
import { firstCharge } from '../support/rows/first-charge.js';

test('section 11: the charge in docs/getting-started.md has every required field, and no other', () => {
  expect(parseLine(firstCharge)).toMatchObject({ objects: [{ row: { id: 'ch_1', amount: 1200n } }] });
  const fields = Object.entries<unknown>(JSON.parse(firstCharge));
  for (const [left] of fields) {
    const others = Object.fromEntries(fields.filter(([name]) => name !== left));
    expect(parseLine(JSON.stringify(others))?.faults, `without ${left}`).toHaveLength(1);
  }
});
