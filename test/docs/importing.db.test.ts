import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { IMPORT_USAGE } from '../../src/commands/import-options.js';
import { importedText } from '../../src/import/report-text.js';
import { packageRoot } from '../../src/process/package-root.js';
import { temporaryDirectory } from '../support/databases/temporary-directory.js';
import { testDatabase } from '../support/databases/test-database.js';
import { startProcess } from '../support/processes/processes.js';
import {
  balanceTransactionObject,
  chargeObject,
  disputeObject,
  importAll,
  intentObject,
  refundObject,
  type StripeExample,
} from '../support/rows/stripe-objects.js';

const holder = testDatabase();
const page = readFileSync(path.join(packageRoot, 'docs/importing.md'), 'utf8');

/** An API that answers pages of two objects, and remembers what it was asked for. */
async function apiWith(lists: Readonly<Record<string, readonly StripeExample[]>>) {
  const asked: string[] = [];
  const server = createServer(({ url = '', headers }, response) => {
    const { pathname, searchParams } = new URL(url, 'http://api');
    const list = pathname.replace('/v1/', '');
    const all = lists[list] ?? [];
    const start = all.findIndex(({ id }) => id === searchParams.get('starting_after')) + 1;
    asked.push(...searchParams.getAll('expand[]').map((field) => `${list}: ${field}`));
    const isAllowed = headers.authorization === 'Bearer rk_test';
    response.statusCode = isAllowed ? 200 : 401;
    const data = all.slice(start, start + 2);
    response.end(JSON.stringify(isAllowed ? { data, has_more: start + 2 < all.length } : { error: 'no' }));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => void server.close());
  return { asked, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** Runs the program of the page against another API. */
async function runExport(api: string, key: string) {
  const file = path.join(temporaryDirectory(), 'export.mjs');
  const code = /```js\n(.*?)```/s.exec(page)?.[1] ?? '';
  expect(code).toContain('https://api.stripe.com/');
  writeFileSync(file, code.replace('https://api.stripe.com', api));
  const running = startProcess([process.execPath, file], { STRIPE_API_KEY: key });
  return { code: await running.ended, out: running.stdout(), err: running.stderr() };
}

test('the program in docs/importing.md exports every page of every list, in the form that the import takes', async () => {
  const intents = [intentObject(), intentObject(), intentObject()];
  const charges = [1, 2, 3, 4, 5].map(() => chargeObject());
  const transaction = balanceTransactionObject();
  const [first] = charges;
  const refunds = charges.map(({ id }) => refundObject({ charge: id }));
  const api = await apiWith({
    payment_intents: intents,
    charges,
    refunds: refunds.map((refund) =>
      refund === refunds[0] ? { ...refund, balance_transaction: transaction } : refund,
    ),
    disputes: [disputeObject({ charge: first?.id, status: 'won' })],
    transfers: [],
  });
  const { code, out, err } = await runExport(api.url, 'rk_test');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const report = await importAll(holder.database, out.trimEnd().split('\n'));
  expect(report).toMatchObject({ outcome: 'imported', lines: 14, cutListCount: 0 });
  const added = [...(report.outcome === 'imported' ? report.kinds : [])].map(([kind, count]) => [
    kind,
    count.added,
  ]);
  expect(Object.fromEntries(added)).toMatchObject({
    payment_intent: 3,
    charge: 5,
    refund: 5,
    dispute: 1,
    balance_transaction: 1,
  });
  expect(new Set(api.asked)).toEqual(
    new Set([
      'charges: data.balance_transaction',
      'refunds: data.balance_transaction',
      'refunds: data.failure_balance_transaction',
      'refunds: data.transfer_reversal',
    ]),
  );
});

test('the program in docs/importing.md fails with the answer if the API refuses', async () => {
  const { url } = await apiWith({});
  const { code, err } = await runExport(url, 'wrong');
  expect(code).not.toBe(0);
  expect(err).toContain('payment_intents: {"error":"no"}');
});

test('docs/importing.md shows the warning as the import prints it', async () => {
  const id = 'ch_1';
  const data = [refundObject({ id: 're_10', charge: id })];
  const charge = chargeObject({
    id,
    amount_refunded: 200,
    refunds: { object: 'list', data, has_more: true },
  });
  const report = await importAll(holder.database, [...Array<string>(6).fill(''), JSON.stringify(charge)]);
  if (report.outcome !== 'imported') throw new Error(JSON.stringify(report));
  const text = importedText(report, { dryRun: false, elapsedMs: 0, faultsFile: null });
  const shown = /```\n(1 list with more.*?\n)```/s.exec(page)?.[1] ?? 'none';
  expect(text).toContain(shown);
});

test('docs/importing.md names only options and scripts that exist', () => {
  const { scripts } = JSON.parse(readFileSync(path.join(packageRoot, 'package.json'), 'utf8'));
  const commands = [...page.matchAll(/npm (?:run )?([\w:]+)(?: -- (--[\w-]+))?/g)];
  expect(commands.length).toBeGreaterThan(4);
  for (const [command, script = '', option] of commands) {
    expect(Object.keys(scripts), command).toContain(script);
    if (option) expect(IMPORT_USAGE, command).toContain(`  ${option} `);
  }
});
