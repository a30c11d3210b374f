import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { loadSampleData } from '../../src/sample-data/load-sample-data.js';
import { filledDatabases } from '../support/databases/test-database.js';
import { differenceOf, type Example, examplesOf } from '../support/docs-page.js';
import { openPort } from '../support/gateways/open-port.js';
import { TestClock } from '../support/gateways/test-clock.js';
import { testGateway } from '../support/gateways/test-gateway.js';

const run = promisify(execFile);

/** The pages whose examples a reader runs one after the other, on the sample data. */
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

const shops = filledDatabases((database) => loadSampleData(database, new TestClock()));

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

  test('run, and answer what the page shows', async () => {
    const examples = examplesOf(page).filter(
      ({ kind, text }) => kind === 'graphql' || text.startsWith('curl'),
    );
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) {
      const answer = await answerTo(example);
      const place = `${page}:${example.line}`;
      if (example.shown !== null)
        expect(differenceOf(JSON.parse(example.shown), JSON.parse(answer), place)).toBeNull();
      else if (example.kind === 'graphql') expect(JSON.parse(answer).errors, place).toBeUndefined();
      else expect(answer, place).not.toContain('"errors"');
    }
  });
});
