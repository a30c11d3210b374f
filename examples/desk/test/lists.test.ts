import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inHand } from './support/charges';
import { TestDesk } from './support/desk';

describe('lists', () => {
  let desk: TestDesk;
  beforeAll(async () => {
    desk = await TestDesk.start();
  });
  afterAll(() => desk.stop());

  const idsOf = async (page: Page): Promise<(string | null)[]> => {
    await page.locator('[data-refund]').first().waitFor();
    return page
      .locator('[data-refund]')
      .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-refund')));
  };

  test('pages go both ways, and the URL keeps filter and page through a reload', async () => {
    const page = await desk.open('/refunds?status=SUCCEEDED');
    const first = await idsOf(page);
    expect(first).toHaveLength(20);
    await page.getByRole('button', { name: 'Next' }).click();
    await expect.poll(() => idsOf(page)).not.toEqual(first);
    const second = await idsOf(page);
    expect(first.some((id) => second.includes(id))).toBe(false);
    await page.reload();
    expect(await idsOf(page)).toEqual(second);
    await page.getByRole('button', { name: 'Previous' }).click();
    await expect.poll(() => idsOf(page)).toEqual(first);
    expect(page.url()).toContain('status=SUCCEEDED');
    await page.context().close();
  });

  test('the totals are those of the filter, without what failed', async () => {
    const { refundSummary } = await desk.ask<{ refundSummary: { status: string; count: number }[] }>(
      '{ refundSummary(by: STATUS, filter: { currency: ["USD"] }) { status count } }',
    );
    const count = refundSummary
      .filter(({ status }) => status !== 'FAILED' && status !== 'CANCELED')
      .reduce((sum, row) => sum + row.count, 0);
    const page = await desk.open('/refunds?currency=usd');
    await page.getByText(`${count} refunds in USD`).waitFor();
    expect(await page.getByText('refunds in EUR').count()).toBe(0);
    await page.context().close();
  });

  test('the list is downloaded as CSV with its filter', async () => {
    const page = await desk.open('/refunds?status=FAILED');
    const shown = await idsOf(page);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'CSV' }).click(),
    ]);
    const text = await readFile(await download.path(), 'utf8');
    for (const id of shown) expect(text).toContain(id);
    expect(text).not.toContain('SUCCEEDED');
    await page.context().close();
  });

  test.each(['id', 'e-mail', 'last4', 'order number', 'name'] as const)(
    'one box finds a charge, and its refund, by %s',
    async (what) => {
      const { charge, words } = await inHand(desk);
      const found = await desk.ask<Record<'charges' | 'refunds', { nodes: { id: string }[] }>>(
        `query($text: String!) { charges(first: 100, filter: { search: $text }) { nodes { id } }
          refunds(first: 20, filter: { search: $text }) { nodes { id } } }`,
        { text: words[what] },
      );
      const charges = found.charges.nodes.map(({ id }) => id);
      expect(charges).toContain(charge);
      const page = await desk.open('/charges');
      await page.locator('[data-charge]').first().waitFor();
      await page.getByLabel('Search charges').fill(words[what]);
      await page.keyboard.press('Enter');
      await expect
        .poll(() =>
          page
            .locator('[data-charge]')
            .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-charge'))),
        )
        .toEqual(charges.slice(0, 20));
      await page.goto(`${desk.url}/refunds?search=${encodeURIComponent(words[what])}`);
      expect(await idsOf(page)).toEqual(found.refunds.nodes.map(({ id }) => id));
      await page.context().close();
    },
  );

  test('the id of a refund finds it, and what finds nothing is no error', async () => {
    const page = await desk.open('/refunds');
    const [, id = ''] = await idsOf(page);
    await page.getByLabel('Search refunds').fill(id ?? '');
    await page.keyboard.press('Enter');
    await expect.poll(() => idsOf(page)).toEqual([id]);
    await page.getByLabel('Search refunds').fill('ch_unknown');
    await page.keyboard.press('Enter');
    await page.getByText('No refunds here').waitFor();
    await page.getByRole('button', { name: 'Clear the search' }).click();
    await expect.poll(async () => (await idsOf(page)).length).toBe(20);
    await page.context().close();
  });

  test('columns order the list, both ways, and say so to everybody', async () => {
    const page = await desk.open('/refunds?currency=usd');
    await idsOf(page);
    const head = page.getByRole('columnheader', { name: 'Amount' });
    for (const [direction, sort] of [
      ['DESC', 'descending'],
      ['ASC', 'ascending'],
    ] as const) {
      await head.getByRole('button').click();
      await expect.poll(() => head.getAttribute('aria-sort')).toBe(sort);
      const { refunds } = await desk.ask<{ refunds: { nodes: { id: string }[] } }>(
        `{ refunds(first: 20, filter: { currency: ["usd"] }, orderBy: { field: AMOUNT, direction: ${direction} }) {
          nodes { id } } }`,
      );
      await expect.poll(() => idsOf(page)).toEqual(refunds.nodes.map(({ id }) => id));
    }
    await page.reload();
    await expect.poll(() => head.getAttribute('aria-sort')).toBe('ascending');
    await page.getByRole('button', { name: 'Next' }).click();
    await expect.poll(() => page.url()).toContain('after=');
    await page.getByRole('columnheader', { name: 'Created' }).getByRole('button').click();
    await expect.poll(() => page.url()).not.toMatch(/after=|order=/);
    await page.context().close();
  });

  test('charges that are picked become a batch', async () => {
    const page = await desk.open('/charges?refundable=yes');
    await page.getByRole('checkbox', { name: /^Pick/ }).nth(0).check();
    await page.getByRole('checkbox', { name: /^Pick/ }).nth(2).check();
    await page.getByText('2 charges selected').waitFor();
    await page.getByRole('button', { name: 'Refund them' }).click();
    expect((await page.getByLabel('List of refunds').inputValue()).split('\n')).toHaveLength(2);
    await page.context().close();
  });
});
