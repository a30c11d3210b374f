import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refundableCharges, type SampleCharge } from './support/charges';
import { TestDesk } from './support/desk';

const CREATE = `mutation($charge: ID!, $amount: SafeInt!) { createRefund(input: { charge: $charge, amount: $amount }) {
  ... on CreateRefundPayload { refund { id } } ... on RefundError { message } } }`;

describe('live updates', () => {
  let desk: TestDesk;
  let charges: SampleCharge[];
  beforeAll(async () => {
    desk = await TestDesk.start();
    charges = await refundableCharges(desk);
  });
  afterAll(() => desk.stop());

  const refundElsewhere = async (amount: number): Promise<string> => {
    const charge = charges.pop();
    const { createRefund } = await desk.ask<{ createRefund: { refund: { id: string } } }>(CREATE, {
      charge: charge?.id,
      amount,
    });
    return createRefund.refund.id;
  };

  test('a refund that somebody else makes appears in the list by itself', async () => {
    const page = await desk.open('/refunds');
    await page.locator('[data-connection="connected"]').waitFor({ state: 'attached' });
    const id = await refundElsewhere(110);
    await page.locator(`[data-refund="${id}"]`).getByText('Succeeded').waitFor();
    await page.context().close();
  });

  test.each(['SIGTERM', 'SIGKILL'] as const)(
    'a restart of the gateway (%s) loses nothing',
    async (signal) => {
      const page = await desk.open('/refunds');
      await page.locator('[data-connection="connected"]').waitFor({ state: 'attached' });
      const before = await refundElsewhere(120);
      await page.locator(`[data-refund="${before}"]`).waitFor();
      const subscriptions: string[] = [];
      page.on('request', (request) => {
        const body = request.postData() ?? '';
        if (body.includes('subscription FollowRefunds')) subscriptions.push(body);
      });
      await desk.stopGateway(signal);
      await page.getByText('Reconnecting to the gateway').waitFor();
      expect(await page.locator('[data-refund]').count()).toBeGreaterThan(0);
      await desk.startGateway();
      const during = await refundElsewhere(130);
      await page.getByText('Connected again').waitFor();
      await page.locator(`[data-refund="${during}"]`).waitFor();
      const after = await refundElsewhere(140);
      await page.locator(`[data-refund="${after}"]`).waitFor();
      expect(subscriptions.at(-1)).toMatch(/"afterEvent":"evt_/);
      await page.context().close();
    },
  );

  test('a network that is away: the screen stays, says so, and catches up', async () => {
    const page = await desk.open('/refunds');
    await page.locator('[data-refund]').first().waitFor();
    await page.context().setOffline(true);
    await page.getByText('You are offline').first().waitFor();
    const during = await refundElsewhere(150);
    expect(await page.locator('[data-refund]').count()).toBeGreaterThan(0);
    await page.context().setOffline(false);
    await page.locator(`[data-refund="${during}"]`).waitFor();
    await page.getByText('You are offline').waitFor({ state: 'hidden' });
    await page.context().close();
  });

  test('what is typed into a dialog survives a lost network', async () => {
    const charge = charges.pop();
    const page = await desk.open(`/charges/${charge?.id}`);
    await page.getByRole('button', { name: 'Refund', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('A part of it').check();
    await dialog.getByLabel(/^Amount in/).fill('1.70');
    await dialog.getByLabel('Note for colleagues').fill('Typed before');
    await page.context().setOffline(true);
    await dialog.getByRole('button', { name: /^Refund .*1\.70$/ }).click();
    await dialog.getByText('Nobody knows yet').waitFor();
    await page.context().setOffline(false);
    expect(await dialog.getByLabel('Note for colleagues').inputValue()).toBe('Typed before');
    await dialog.getByRole('button', { name: 'Ask again' }).click();
    await dialog.getByText(/1\.70 refunded/).waitFor();
    await page.context().close();
  });
});
