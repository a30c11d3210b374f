import pg from 'pg';
import { describe, expect, inject, onTestFinished, test, vi } from 'vitest';
import { PipelinedConnections } from '../../src/database/pipeline/pipelined-connections.js';
import { testDatabase } from '../support/databases/test-database.js';

testDatabase();
const template = inject('template');
const STATEMENT = { text: 'SELECT $1::int AS of_this_test', values: [1] };
const MANY = 8;
const CONNECTIONS = 2;

describe.runIf(template.kind === 'postgresql')('a pipelined connection', () => {
  /** Opens connections, and counts their messages to the server by kind from then on. */
  async function counted() {
    // The spies must exist before the connections open, because each connection keeps the `parse` of that moment.
    const spies = (['parse', 'describe', 'execute'] as const).map((message) =>
      vi.spyOn(pg.Connection.prototype, message),
    );
    onTestFinished(() => {
      for (const spy of spies) spy.mockRestore();
    });
    const connections = new PipelinedConnections({
      connectionString: template.kind === 'postgresql' ? template.url : '',
    });
    onTestFinished(() => connections.close());
    await askAtOnce(connections, { text: 'SELECT 1', values: [] });
    for (const spy of spies) spy.mockClear();
    const sent = () => spies.map(({ mock }) => mock.calls.length);
    return { connections, sent };
  }
  const askAtOnce = (connections: PipelinedConnections, statement: typeof STATEMENT) =>
    Promise.all(Array.from({ length: MANY }, () => connections.query(statement)));

  test('parses and describes a statement once and runs it many times', async () => {
    const { connections, sent } = await counted();
    await askAtOnce(connections, STATEMENT);
    await askAtOnce(connections, STATEMENT);
    const [parsed, , executed] = sent();
    expect([parsed, executed]).toEqual([CONNECTIONS, 2 * MANY]);
    const [, before] = sent();
    await askAtOnce(connections, STATEMENT);
    expect(sent()).toEqual([parsed, before, 3 * MANY]);
  });

  test('sends all statements before the first answer arrives', async () => {
    const { connections, sent } = await counted();
    const asked = askAtOnce(connections, STATEMENT);
    // No answer can arrive before the event loop turns.
    await new Promise(process.nextTick);
    expect(sent()).toEqual([CONNECTIONS, MANY, MANY]);
    await asked;
  });
});
