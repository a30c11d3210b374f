import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { loadSampleData } from '../../src/sample-data/load-sample-data.js';
import { filledDatabases } from '../support/databases/test-database.js';
import { differenceOf, type Example, examplesOf } from '../support/docs-page.js';
import { openPort } from '../support/gateways/open-port.js';
import { runKnownTasks } from '../support/gateways/run-tasks.js';
import { TestClock } from '../support/gateways/test-clock.js';
import { testGateway } from '../support/gateways/test-gateway.js';
import { testSandbox } from '../support/gateways/test-sandbox.js';
import { firstCharge } from '../support/rows/first-charge.js';
import { importAll } from '../support/rows/stripe-objects.js';

const run = promisify(execFile);

/** A reader takes longer from one example to the next than the sandbox takes for a step. */
const READING_MS = 10_000;

/**
 * The pages whose examples a reader runs one after the other, on the sample data and the charge that
 * docs/getting-started.md imports.
 */
const pages = [
  'README.md',
  'docs/errors.md',
  'docs/exporting.md',
  'docs/getting-started.md',
  'docs/idempotency.md',
  'docs/live-events.md',
  'docs/money-rules.md',
  'docs/pagination.md',
];

const shops = filledDatabases(async (database) => {
  await loadSampleData(database, new TestClock());
  await importAll(database, [firstCharge]);
});

describe.each(pages)('the examples of %s', (page) => {
  const gateway = testGateway({ holder: shops.copy() });
  const port = openPort(gateway);

  const answerTo = async ({ kind, text }: Example): Promise<string> => {
    if (kind === 'graphql') return JSON.stringify(await gateway.query(text));
    const { stdout } = await run('bash', [
      '-euo',
      'pipefail',
      '-c',
      text.replaceAll('http://127.0.0.1:4000', port.url),
    ]);
    return stdout;
  };

  const read = async (): Promise<void> => {
    const { clock, database } = gateway;
    clock.advance(READING_MS);
    await runKnownTasks({ database, clock, processor: testSandbox, actor: null });
  };

  test('run, and answer what the page shows', async () => {
    const examples = examplesOf(page).filter(
      ({ kind, text }) => kind === 'graphql' || text.startsWith('curl'),
    );
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) {
      const answer = await answerTo(example);
      await read();
      const place = `${page}:${example.line}`;
      if (example.shown !== null)
        expect(differenceOf(JSON.parse(example.shown), JSON.parse(answer), place)).toBeNull();
      else if (example.kind === 'graphql') expect(JSON.parse(answer).errors, place).toBeUndefined();
      else expect(answer, place).not.toContain('"errors"');
    }
  });
});
