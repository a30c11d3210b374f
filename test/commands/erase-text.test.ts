import { expect, test } from 'vitest';
import { expiryProgressText } from '../../src/commands/erase-text.js';

test('the progress of a run of retention tells its step and how far it is', () => {
  expect(expiryProgressText({ step: 'waiting for an import', count: 0 })).toBe('Waiting for an import');
  expect(expiryProgressText({ step: 'looking', table: 'charge', count: 3000 })).toBe(
    'Looking for addresses: 3000 rows of charge',
  );
  expect(expiryProgressText({ step: 'erasing', count: 7 })).toBe('Erasing: 7 people and objects');
});
