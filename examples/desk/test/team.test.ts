import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refundableCharges, refundsOf, type SampleCharge } from './support/charges';
import { TestDesk } from './support/desk';
import { createTeam, policy } from './support/team';

describe('people with keys', () => {
  let desk: TestDesk;
  let keys: Awaited<ReturnType<typeof createTeam>>;
  let charges: SampleCharge[];
  beforeAll(async () => {
    desk = await TestDesk.start({ ...policy, requireReasonCode: true, requireNote: true });
    keys = await createTeam(desk);
    charges = (await refundableCharges(desk, keys.ben)).filter(({ currency }) => currency === 'usd');
  });
  afterAll(() => desk.stop());

  const signIn = async (page: Page, key: string) => {
    await page.getByLabel(/^API key/).fill(key);
    await page.getByRole('button', { name: 'Sign in' }).click();
  };

  test('a key is asked for, a wrong one is told, and a right one lasts for the tab', async () => {
    const page = await desk.open('/refunds');
    await page.getByText('kept in this tab only').waitFor();
    await signIn(page, 'rgk_wrong');
    await page.getByText('The key is not valid').waitFor();
    await signIn(page, keys.ben);
    await page.locator('[data-viewer]').getByText('ben').waitFor();
    await page.reload();
    await page.locator('[data-refund]').first().waitFor();
    const [lasting, ofTab] = await page.evaluate(() =>
      [localStorage, sessionStorage].map((storage) => JSON.stringify(storage)),
    );
    expect(lasting).not.toContain(keys.ben);
    expect(ofTab).toContain(keys.ben);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByLabel(/^API key/).waitFor();
    expect(await page.locator('[data-refund]').count()).toBe(0);
    await page.context().close();
  });

  test('who may only read sees no way to refund, and asks for nothing about people', async () => {
    const page = await desk.open(`/charges/${charges[0]?.id}`);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.postData() ?? ''));
    await signIn(page, keys.reader);
    await page.getByText('You can look, but not refund').waitFor();
    expect(await page.getByRole('button', { name: 'Refund', exact: true }).count()).toBe(0);
    expect(await page.getByRole('link', { name: 'Bulk refunds' }).count()).toBe(0);
    expect(asked.some((body) => body.includes('"people":false'))).toBe(true);
    expect(asked.some((body) => body.includes('subscription'))).toBe(false);
    await page.context().close();
  });

  test('beyond a limit, a refund waits for somebody else, who approves it with a note', async () => {
    const charge = charges[0];
    if (!charge) throw new Error('No charge');
    const anna = await desk.open(`/charges/${charge.id}`);
    await signIn(anna, keys.anna);
    await anna.getByRole('button', { name: 'Refund', exact: true }).click();
    const dialog = anna.getByRole('dialog');
    await dialog.getByLabel('A part of it').check();
    await dialog.getByLabel(/^Amount in/).fill('9.00');
    await dialog.getByText('It will wait for approval by somebody else').waitFor();
    await dialog.locator('[data-preview]').getByText('$9.00', { exact: true }).waitFor();
    const send = dialog.getByRole('button', { name: 'Refund $9.00' });
    expect(await send.isDisabled()).toBe(true);
    const codes = dialog.getByLabel(/^Reason code/);
    expect(await codes.locator('option').allTextContents()).toEqual([
      'Choose one',
      'Damaged',
      'Late delivery',
    ]);
    await codes.selectOption('damaged');
    expect(await send.isDisabled()).toBe(true);
    await dialog.getByLabel(/^Note for colleagues/).fill('The handle broke');
    await dialog.getByRole('button', { name: 'Refund $9.00' }).click();
    await dialog.getByText('It waits for approval by somebody else').waitFor();
    expect(await refundsOf(desk, charge.id, keys.ben)).toEqual([]);
    await dialog.getByRole('link', { name: 'See the approvals' }).click();
    await anna.getByText('You asked for this refund. Somebody else must decide.').waitFor();
    expect(await anna.getByRole('button', { name: 'Approve' }).count()).toBe(0);

    const ben = await desk.open('/approvals');
    await signIn(ben, keys.ben);
    await ben.getByRole('button', { name: 'Approve' }).click();
    await ben.getByRole('dialog').getByLabel('Note').fill('The photo is clear');
    await ben.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
    await ben.getByText('Nothing waits for approval').waitFor();
    await anna.getByText('Nothing waits for approval').waitFor();
    expect(await refundsOf(desk, charge.id, keys.ben)).toMatchObject([{ amount: 900 }]);
    await anna.goto(`${desk.url}/charges/${charge.id}`);
    await anna.getByText(/Reason: .*[Dd]amaged/).waitFor();
    await anna.getByText('Approved by ben').waitFor();
    await anna.getByText('Refundable until').waitFor();
    await anna.getByText('Note: The photo is clear').waitFor();
    await ben.context().close();
    await anna.context().close();
  });
});
