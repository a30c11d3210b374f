import pg from 'pg';
import { expect, test } from 'vitest';
import { runOn } from '../../src/database/statement-query.js';

/** A connection whose answer has rows of one column. */
const answering = (dataTypeID: number, rows: readonly string[]) =>
  ({
    query: (query: {
      handleRowDescription(message: object): void;
      handleDataRow(message: object): void;
      handleReadyForQuery(): void;
    }) => {
      query.handleRowDescription({ fields: [{ dataTypeID }] });
      for (const text of rows) query.handleDataRow({ fields: [text] });
      query.handleReadyForQuery();
    },
  }) as unknown as pg.ClientBase;

const { INT8 } = pg.types.builtins;
const STATEMENT = { text: 'SELECT amount FROM charge', values: [] };

test('a value that cannot be read fails the statement, with the first reason', async () => {
  expect(await runOn(answering(INT8, ['1', '2']), STATEMENT)).toEqual([[1n], [2n]]);
  const rows = ['1', 'no number of 16 digits', 'nor is this one of them'];
  await expect(runOn(answering(INT8, rows), STATEMENT)).rejects.toThrow(
    'Cannot convert no number of 16 digits to a BigInt',
  );
});
