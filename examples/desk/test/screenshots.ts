import { stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { refundableCharges, type SampleCharge } from './support/charges';
import { TestDesk } from './support/desk';
import { createTeam, policy } from './support/team';

/** Pictures stay small enough for everybody who clones the repository. */
const MOST_BYTES = 150_000;
const PHONE = { viewport: { width: 390, height: 844 } };
const REFUND = `mutation($input: CreateRefundInput!) { createRefund(input: $input) { __typename } }`;

let desk: TestDesk;
let keys: Awaited<ReturnType<typeof createTeam>>;
let charge: SampleCharge;
let others: SampleCharge[];
beforeAll(async () => {
  desk = await TestDesk.start(policy);
  keys = await createTeam(desk);
  const inDollars = (await refundableCharges(desk, keys.ben)).filter(({ currency }) => currency === 'usd');
  const [first, ...rest] = inDollars;
  if (!first) throw new Error('The sample data has no charge in US dollars');
  charge = first;
  others = rest;
  const refund = (input: object, key: string) => desk.ask(REFUND, { input }, key);
  await refund(
    { charge: charge.id, amount: 350, reason: 'REQUESTED_BY_CUSTOMER', note: 'One mug was chipped' },
    keys.anna,
  );
  await refund(
    { charge: charge.id, amount: 1_900, reason: 'DUPLICATE', note: 'Paid twice, see the bank statement' },
    keys.anna,
  );
  await refund(
    { charge: others[0]?.id, amount: 2_400, reasonCode: 'late_delivery', note: 'Parcel came back' },
    keys.anna,
  );
});
afterAll(() => desk.stop());

async function open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
  const page = await desk.open(path, { reducedMotion: 'reduce', ...options });
  await page.getByLabel(/^API key/).fill(keys.ben);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.locator('h1').waitFor();
  return page;
}

async function picture(page: Page, name: string): Promise<void> {
  await page.waitForLoadState('networkidle', { timeout: 2_000 }).catch(() => {});
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(400);
  const path = fileURLToPath(new URL(`../../../docs/pictures/desk-${name}.png`, import.meta.url));
  await page.screenshot({ path });
  await page.context().close();
  expect((await stat(path)).size).toBeLessThan(MOST_BYTES);
}

test.each(['light', 'dark'] as const)('the overview, %s', async (colorScheme) => {
  const page = await open('/', { colorScheme });
  await page.locator('.recharts-bar-rectangles').waitFor({ state: 'attached' });
  await picture(page, `overview-${colorScheme}`);
});

test('the list of refunds with filters', async () => {
  const page = await open('/refunds?status=PENDING,FAILED');
  await page.locator('[data-refund]').first().waitFor();
  await picture(page, 'refunds');
});

test('the charges that a search finds', async () => {
  const page = await open('/charges?search=jenny');
  await page.locator('[data-charge]').first().waitFor();
  await picture(page, 'search');
});

test('a charge with its story', async () => {
  const page = await open(`/charges/${charge.id}`);
  await page.getByText('What happened').waitFor();
  await picture(page, 'charge');
});

test.each([
  ['dialog', { colorScheme: 'light' }],
  ['dialog-phone', { colorScheme: 'dark', ...PHONE }],
] as const)('the dialog of a refund: %s', async (name, options) => {
  const page = await open(`/charges/${charge.id}`, options);
  await page.getByRole('button', { name: 'Refund', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('A part of it').check();
  await dialog.getByLabel(/^Amount in/).fill('12.50');
  await dialog.getByLabel('Reason', { exact: true }).selectOption('REQUESTED_BY_CUSTOMER');
  await dialog.locator('[data-preview]').getByText('12.50').waitFor();
  await picture(page, name);
});

test('the approvals', async () => {
  const page = await open('/approvals');
  await page.getByRole('button', { name: 'Approve' }).first().waitFor();
  await picture(page, 'approvals');
});

test('the refunds on a phone', async () => {
  const page = await open('/refunds', PHONE);
  await page.locator('[data-refund]').first().waitFor();
  await picture(page, 'refunds-phone');
});

test('a batch', async () => {
  const page = await open('/bulk');
  const lines = others.slice(1, 9).map(({ id }, index) => `${id}, ${index + 2}.50, REQUESTED_BY_CUSTOMER`);
  await page.getByLabel('List of refunds').fill([...lines, 'ch_unknown, 4.00'].join('\n'));
  await page.getByRole('button', { name: 'Check the list' }).click();
  await page.getByRole('button', { name: /^Refund 8 / }).click();
  await page.getByText('8 refunded').waitFor();
  await picture(page, 'bulk');
});
