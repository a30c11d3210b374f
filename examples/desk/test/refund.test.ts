import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refundableCharges, refundsOf, type SampleCharge } from './support/charges';
import { TestDesk } from './support/desk';

describe('refunding a charge', () => {
  let desk: TestDesk;
  let charges: SampleCharge[];
  beforeAll(async () => {
    desk = await TestDesk.start();
    charges = await refundableCharges(desk);
  });
  afterAll(() => desk.stop());

  const nextCharge = (): SampleCharge => {
    const charge = charges.pop();
    if (!charge) throw new Error('The sample data has too few charges');
    return charge;
  };
  const openDialog = async (page: Page) => {
    await page.getByRole('button', { name: 'Refund', exact: true }).click();
    return page.getByRole('dialog');
  };

  test('a part is refunded after a preview, with a note, and the page follows', async () => {
    const charge = nextCharge();
    const page = await desk.open(`/charges/${charge.id}`);
    const dialog = await openDialog(page);
    await dialog.getByLabel('A part of it').check();
    await dialog.getByLabel(/^Amount in/).fill('2.50');
    await dialog.getByLabel('Note for colleagues').fill('Box was torn');
    await dialog.locator('[data-preview]').getByText('2.50').waitFor();
    await dialog.getByRole('button', { name: /^Refund .*2\.50$/ }).click();
    await dialog.getByText(/2\.50 refunded/).waitFor();
    await dialog.getByRole('button', { name: 'Done' }).click();
    await page.getByText('Note: Box was torn').waitFor();
    await page.locator('[data-sum="Refunded"]').getByText('2.50').waitFor();
    expect(await refundsOf(desk, charge.id)).toEqual([{ amount: 250, note: 'Box was torn' }]);
    await page.context().close();
  });

  test('all that is left is refunded: the dialog says how it ended, then there is no button any more', async () => {
    const charge = nextCharge();
    const page = await desk.open(`/charges/${charge.id}`);
    const dialog = await openDialog(page);
    await dialog.locator('[data-preview]').waitFor();
    await dialog.getByRole('button', { name: /^Refund / }).click();
    await dialog.getByText(/ refunded$/).waitFor();
    // The page behind it follows the event, and the dialog stays.
    await page.getByText('Refunded already').waitFor();
    await dialog.getByRole('button', { name: 'Done' }).click();
    await dialog.waitFor({ state: 'hidden' });
    expect(await page.getByRole('button', { name: 'Refund', exact: true }).count()).toBe(0);
    await page.context().close();
  });

  test('a double click makes one refund', async () => {
    const charge = nextCharge();
    const before = await refundsOf(desk, charge.id);
    const page = await desk.open(`/charges/${charge.id}`);
    const dialog = await openDialog(page);
    await dialog.getByLabel('A part of it').check();
    await dialog.getByLabel(/^Amount in/).fill('1.00');
    const button = dialog.getByRole('button', { name: /^Refund .*1\.00$/ });
    await button.dblclick();
    await dialog.getByText(/1\.00 refunded/).waitFor();
    expect(await refundsOf(desk, charge.id)).toHaveLength(before.length + 1);
    await page.context().close();
  });

  test('two people on one charge: the second sees the new amount, and confirms once more', async () => {
    const charge = nextCharge();
    const [first, second] = [
      await desk.open(`/charges/${charge.id}`),
      await desk.open(`/charges/${charge.id}`),
    ];
    const slow = await openDialog(second);
    await slow.getByLabel('A part of it').check();
    await slow.getByLabel(/^Amount in/).fill('3.00');
    const fast = await openDialog(first);
    await fast.getByLabel('A part of it').check();
    await fast.getByLabel(/^Amount in/).fill('4.00');
    await fast.getByRole('button', { name: /^Refund .*4\.00$/ }).click();
    await fast.getByText(/4\.00 refunded/).waitFor();

    await slow.getByRole('button', { name: /^Refund .*3\.00$/ }).click();
    await slow.getByText('Somebody else was faster').waitFor();
    expect((await refundsOf(desk, charge.id)).map(({ amount }) => amount)).toEqual([400]);
    await slow.getByRole('button', { name: /^Go on with/ }).click();
    await slow.getByRole('button', { name: /^Refund .*3\.00$/ }).click();
    await slow.getByText(/3\.00 refunded/).waitFor();
    expect((await refundsOf(desk, charge.id)).map(({ amount }) => amount)).toEqual([300, 400]);
    await first.context().close();
    await second.context().close();
  });

  test('an answer that is lost: asking again finds the refund, and makes no second one', async () => {
    const charge = nextCharge();
    const before = await refundsOf(desk, charge.id);
    const page = await desk.open(`/charges/${charge.id}`);
    let lost = 0;
    await page.route('**/graphql', async (route) => {
      if (lost > 0 || !route.request().postData()?.includes('mutation CreateRefund')) return route.fallback();
      lost += 1;
      await route.fetch();
      await route.abort('connectionreset');
    });
    const dialog = await openDialog(page);
    await dialog.getByLabel('A part of it').check();
    await dialog.getByLabel(/^Amount in/).fill('5.00');
    await dialog.getByRole('button', { name: /^Refund .*5\.00$/ }).click();
    await dialog.getByText('Nobody knows yet whether the refund was made').waitFor();
    expect(await dialog.getByLabel(/^Amount in/).isDisabled()).toBe(true);
    await dialog.getByRole('button', { name: 'Ask again' }).click();
    await dialog.getByText(/5\.00 refunded/).waitFor();
    expect(lost).toBe(1);
    expect(await refundsOf(desk, charge.id)).toHaveLength(before.length + 1);
    await page.context().close();
  });

  test('with the keyboard alone: focus stays in the dialog, and returns to the button', async () => {
    const charge = nextCharge();
    const before = await refundsOf(desk, charge.id);
    const page = await desk.open(`/charges/${charge.id}`);
    await page.getByRole('button', { name: 'Refund', exact: true }).waitFor();
    await page.keyboard.press('f');
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    const focusInDialog = () =>
      page.evaluate(() => document.activeElement?.closest('[role="dialog"]') !== null);
    await expect.poll(focusInDialog).toBe(true);
    await page.keyboard.press('ArrowDown');
    await dialog.getByLabel(/^Amount in/).waitFor();
    for (let press = 0; press < 14; press += 1) {
      await page.keyboard.press('Tab');
      expect(await focusInDialog()).toBe(true);
    }
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Refund');

    await page.keyboard.press('Enter');
    await dialog.waitFor();
    await expect.poll(focusInDialog).toBe(true);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Tab');
    await page.keyboard.type('1.25');
    await page.keyboard.press('Enter');
    await dialog.getByText(/1\.25 refunded/).waitFor();
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'hidden' });
    expect(await refundsOf(desk, charge.id)).toEqual([{ amount: 125, note: null }, ...before]);
    await page.context().close();
  });

  test('an amount that cannot be refunded is told before it is sent', async () => {
    const charge = nextCharge();
    const page = await desk.open(`/charges/${charge.id}`);
    const dialog = await openDialog(page);
    await dialog.getByLabel('A part of it').check();
    for (const [text, fault] of [
      ['x', 'Enter an amount such as'],
      ['0', 'Enter more than zero.'],
      ['1.234', 'Enter an amount such as'],
      ['99999999', 'is left.'],
    ] as const) {
      await dialog.getByLabel(/^Amount in/).fill(text);
      await dialog.getByText(fault).waitFor();
      expect(await dialog.getByRole('button', { name: 'Refund', exact: true }).isDisabled()).toBe(true);
    }
    await page.context().close();
  });

  test('a charge that cannot be refunded says why, and has no button', async () => {
    const { charges: all } = await desk.ask<{
      charges: { nodes: { id: string; refundability: { refusals: { code: string }[] } }[] };
    }>(
      '{ charges(first: 100, filter: { refundable: false }) { nodes { id refundability { refusals { code } } } } }',
    );
    const titles: Record<string, string> = {
      CHARGE_DISPUTED: 'The customer disputed this charge',
      CHARGE_ALREADY_REFUNDED: 'Refunded already',
      CHARGE_NOT_REFUNDABLE: 'This charge has no money to give back',
    };
    for (const [code, title] of Object.entries(titles)) {
      const charge = all.nodes.find(({ refundability }) => refundability.refusals[0]?.code === code);
      if (!charge) throw new Error(`The sample data has no charge with ${code}`);
      const page = await desk.open(`/charges/${charge.id}`);
      await page.getByText(title).waitFor();
      expect(await page.getByRole('button', { name: 'Refund', exact: true }).count()).toBe(0);
      await page.context().close();
    }
  });

  test('a refund that failed is made good by a new one, and both say so', async () => {
    const { refunds } = await desk.ask<{
      refunds: {
        nodes: { id: string; amount: number; charge: { refundability: { refundable: boolean } } | null }[];
      };
    }>(
      `{ refunds(first: 50, filter: { status: [FAILED] }) {
        nodes { id amount charge { refundability { refundable } } } } }`,
    );
    const failed = refunds.nodes.find(({ charge }) => charge?.refundability.refundable);
    if (!failed) throw new Error('The sample data has no failed refund of a refundable charge');
    const page = await desk.open(`/refunds/${failed.id}`);
    await page.getByRole('button', { name: 'Refund again' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.locator('[data-preview]').waitFor();
    await dialog.getByRole('button', { name: /^Refund / }).click();
    await dialog.getByText(/ refunded$/).waitFor();
    await dialog.getByRole('link', { name: 'See the refund' }).click();
    await page.getByText(`Makes good ${failed.id}`).waitFor();
    const made = await desk.ask<{ refund: { replacedBy: { id: string; amount: number } | null } }>(
      'query($id: ID!) { refund(id: $id) { replacedBy { id amount } } }',
      { id: failed.id },
    );
    expect(made.refund.replacedBy?.amount).toBe(failed.amount);
    expect(page.url()).toContain(made.refund.replacedBy?.id);
    await page.goto(`${desk.url}/refunds/${failed.id}`);
    await page.getByText('Made good by').waitFor();
    expect(await page.getByRole('button', { name: 'Refund again' }).count()).toBe(0);
    await page.context().close();
  });

  test('a refund that waits for the customer can be canceled', async () => {
    const { refunds } = await desk.ask<{ refunds: { nodes: { id: string }[] } }>(
      '{ refunds(first: 1, filter: { status: [REQUIRES_ACTION] }) { nodes { id } } }',
    );
    const page = await desk.open(`/refunds/${refunds.nodes[0]?.id}`);
    await page.getByRole('button', { name: 'Cancel refund' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel refund' }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.getByText('It was canceled. The amount can be refunded again.').waitFor();
    expect(await page.getByRole('button', { name: 'Cancel refund' }).count()).toBe(0);
    await page.context().close();
  });
});
