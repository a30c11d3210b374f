import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refundableCharges, refundsOf } from './support/charges';
import { TestDesk } from './support/desk';

describe('bulk refunds', () => {
  let desk: TestDesk;
  let list: string;
  let ids: string[];
  beforeAll(async () => {
    desk = await TestDesk.start();
    ids = (await refundableCharges(desk)).slice(0, 50).map(({ id }) => id);
    list = [
      'charge,amount,reason',
      ...ids.map((id) => `${id},1.00,DUPLICATE`),
      'ch_unknown,1.00',
      'nonsense',
    ].join('\n');
  });
  afterAll(() => desk.stop());

  test('fifty refunds, each with its result; a part whose answer is lost is sent again, and nothing is made twice', async () => {
    expect(ids).toHaveLength(50);
    const page = await desk.open('/bulk');
    await page.getByLabel('List of refunds').fill(list);
    await page.getByLabel('Note for colleagues').fill('The lift broke down');
    await page.getByRole('button', { name: 'Check the list' }).click();
    await page.getByText('50 ready, 2 left out').waitFor({ timeout: 60_000 });
    await page.getByText('There is no such charge.').waitFor();

    let sent = 0;
    await page.route('**/graphql', async (route) => {
      if (!route.request().postData()?.includes('mutation CreateRefunds')) return route.fallback();
      sent += 1;
      if (sent !== 2) return route.fallback();
      await route.fetch();
      await route.abort('connectionreset');
    });
    await page.getByRole('button', { name: /^Refund 50 / }).click();
    await page.getByText('25 refunded, 25 unknown, 2 left out').waitFor();
    await page.getByRole('button', { name: 'Try 25 again' }).click();
    await page.getByText('50 refunded, 2 left out').waitFor();
    expect(await page.getByText('made before').count()).toBe(25);
    for (const id of [ids[0], ids[49]])
      expect((await refundsOf(desk, id ?? ''))[0]).toEqual({ amount: 100, note: 'The lift broke down' });
    const { refunds } = await desk.ask<{ refunds: { totalCount: number } }>(
      '{ refunds(filter: { reason: [DUPLICATE], amount: { gte: 100, lte: 100 } }) { totalCount } }',
    );
    expect(refunds.totalCount).toBe(50);
    await page.context().close();
  });

  test('the same list in another browser is recognized', async () => {
    const page = await desk.open('/bulk');
    await page.getByLabel('List of refunds').fill(list);
    await page.getByLabel('Note for colleagues').fill('The lift broke down');
    await page.getByRole('button', { name: 'Check the list' }).click();
    await page.getByRole('button', { name: /^Refund 50 / }).click({ timeout: 60_000 });
    await page.getByText('50 refunded, 2 left out').waitFor();
    expect(await page.getByText('made before').count()).toBe(50);
    await page.context().close();
  });
});
