import { Socket } from 'node:net';
import { describe, expect, inject, onTestFinished, test, vi } from 'vitest';
import { PipelinedConnections } from '../../../src/database/pipeline/pipelined-connections.js';
import { testDatabase } from '../../support/databases/test-database.js';

testDatabase();
const template = inject('template');
const CONNECTIONS = 2;
const MANY = 20;

describe.runIf(template.kind === 'postgresql')('pipelined connections', () => {
  test('write the statements of a turn of the event loop together', async () => {
    const connectionString = template.kind === 'postgresql' ? template.url : '';
    const on = new PipelinedConnections({ connectionString });
    onTestFinished(() => on.close());
    const askAtOnce = () =>
      Promise.all(Array.from({ length: MANY }, (_, n) => on.query({ text: 'SELECT $1::int', values: [n] })));
    await askAtOnce();
    const single = vi.spyOn(Socket.prototype, '_write');
    const together = vi.spyOn(Socket.prototype as Required<Socket>, '_writev');
    const answers = await askAtOnce();
    expect(answers).toEqual(Array.from({ length: MANY }, (_, n) => [[n]]));
    expect([single, together].map(({ mock }) => mock.calls.length)).toEqual([0, CONNECTIONS]);
  });

  test('write a lone statement at once, as nothing else of this turn can join it', async () => {
    const connectionString = template.kind === 'postgresql' ? template.url : '';
    const on = new PipelinedConnections({ connectionString });
    onTestFinished(() => on.close());
    const ask = (n: number) => on.query({ text: 'SELECT $1::int', values: [n] });
    await Promise.all([ask(0), ask(1)]);
    const cork = vi.spyOn(Socket.prototype, 'cork');
    const lone = async () => {
      cork.mockClear();
      await ask(2);
      return cork.mock.calls.length;
    };
    const ofDriver = 1;
    expect(await lone()).toBe(ofDriver);
  });
});
