import { expect, test } from 'vitest';
import { parseLine } from '../../src/import/steps/parse-line.js';
import { readmeCharge } from '../support/rows/readme-charge.js';

test('section 11: the charge in README.md has every required field, and no other', () => {
  expect(parseLine(readmeCharge)).toMatchObject({ objects: [{ row: { id: 'ch_1', amount: 1200n } }] });
  const fields = Object.entries<unknown>(JSON.parse(readmeCharge));
  for (const [left] of fields) {
    const others = Object.fromEntries(fields.filter(([name]) => name !== left));
    expect(parseLine(JSON.stringify(others))?.faults, `without ${left}`).toHaveLength(1);
  }
});
