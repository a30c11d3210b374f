import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { violationsOf } from './support/axe';
import { refundableCharges } from './support/charges';
import { TestDesk } from './support/desk';

/** Of the sample data: a charge that can be refunded, and a refund that waits for the customer. */
interface Ids {
  charge: string;
  waiting: string;
}

/** A state of the desk, and how one gets there. */
interface Place {
  readonly name: string;
  readonly path: (ids: Ids) => string;
  readonly reach: (page: Page) => Promise<unknown>;
}

const row = (name: string) => (on: Page) => on.locator(name).first().waitFor();
const click = (name: string, then: string) => async (on: Page) => {
  await on.getByRole('button', { name, exact: true }).click();
  await on.getByText(then).first().waitFor();
};
const places: readonly Place[] = [
  { name: 'the overview', path: () => '/', reach: row('[role="img"]') },
  {
    name: 'the overview as a table',
    path: () => '/',
    reach: async (on) => on.getByRole('button', { name: 'Show as a table' }).first().click(),
  },
  { name: 'the refunds', path: () => '/refunds?status=SUCCEEDED&currency=usd', reach: row('[data-refund]') },
  {
    name: 'no refunds',
    path: () => '/refunds?min=999999999999',
    reach: (on) => on.getByText('No refunds here').waitFor(),
  },
  {
    name: 'a refund',
    path: ({ waiting }) => `/refunds/${waiting}`,
    reach: (on) => on.getByText('What happened').waitFor(),
  },
  {
    name: 'the question before a cancel',
    path: ({ waiting }) => `/refunds/${waiting}`,
    reach: click('Cancel refund', 'Cancel this refund?'),
  },
  { name: 'the charges', path: () => '/charges?refundable=yes', reach: row('[data-charge]') },
  {
    name: 'a charge',
    path: ({ charge }) => `/charges/${charge}`,
    reach: (on) => on.getByText('What happened').waitFor(),
  },
  {
    name: 'the dialog of a refund',
    path: ({ charge }) => `/charges/${charge}`,
    reach: async (on) => {
      await click('Refund', 'How much')(on);
      await on.getByLabel('A part of it').check();
      await on.getByLabel(/^Amount in/).fill('999999999');
      await on.getByText('is left.').waitFor();
    },
  },
  {
    name: 'a charge that does not exist',
    path: () => '/charges/ch_none',
    reach: (on) => on.getByText('RESOURCE_MISSING').waitFor(),
  },
  { name: 'the approvals', path: () => '/approvals', reach: (on) => on.getByText('Nothing waits').waitFor() },
  { name: 'bulk refunds', path: () => '/bulk', reach: (on) => on.getByLabel('List of refunds').waitFor() },
  {
    name: 'a checked batch',
    path: ({ charge }) => `/bulk?charges=${charge},ch_none`,
    reach: async (on) => {
      await on.getByRole('button', { name: 'Check the list' }).click();
      await on.getByText('1 ready, 1 left out').waitFor();
    },
  },
  {
    name: 'the shortcuts',
    path: () => '/approvals',
    reach: async (on) => {
      await on.getByText('Nothing waits').waitFor();
      await on.keyboard.press('?');
      await on.getByText('Show this list').waitFor();
    },
  },
  {
    name: 'a list that loads',
    path: () => '/refunds?search=pi_loading',
    reach: async (on) => {
      await on.route('**/graphql', async (route) => {
        if (!route.request().postData()?.includes('query Refunds')) await route.fallback();
      });
      await on.reload();
      await on.locator('[aria-busy]').first().waitFor();
    },
  },
  {
    name: 'a list that fails',
    path: () => '/refunds',
    reach: async (on) => {
      await on.unrouteAll({ behavior: 'ignoreErrors' });
      await on.route('**/graphql', async (route) => {
        if (!route.request().postData()?.includes('query Refunds')) return route.fallback();
        await route.fulfill({ status: 503, headers: { 'x-request-id': 'request-1' }, body: 'busy' });
      });
      await on.reload();
      await on.getByText('HTTP_503').first().waitFor();
      await on.getByText('request-1').first().waitFor();
    },
  },
  {
    name: 'the sign-in',
    path: () => '/',
    reach: async (on) => {
      await on.unrouteAll({ behavior: 'ignoreErrors' });
      await on.route('**/graphql', (route) => route.fulfill({ status: 401, body: '{}' }));
      await on.reload();
      await on.getByLabel(/^API key/).waitFor();
    },
  },
];

describe.each([
  { theme: 'light', width: 1280 },
  { theme: 'dark', width: 1280 },
  { theme: 'light', width: 390 },
  { theme: 'dark', width: 390 },
] as const)('$theme, $width px', ({ theme, width }) => {
  let desk: TestDesk;
  let page: Page;
  const ids: Ids = { charge: '', waiting: '' };
  beforeAll(async () => {
    desk = await TestDesk.start();
    ids.charge = (await refundableCharges(desk))[0]?.id ?? '';
    const { refunds } = await desk.ask<{ refunds: { nodes: { id: string }[] } }>(
      '{ refunds(first: 1, filter: { status: [REQUIRES_ACTION] }) { nodes { id } } }',
    );
    ids.waiting = refunds.nodes[0]?.id ?? '';
    page = await desk.open('/', {
      colorScheme: theme,
      viewport: { width, height: 844 },
      reducedMotion: 'reduce',
    });
  });
  afterAll(() => desk.stop());

  test.each(places)(
    'axe finds nothing on $name, and nothing is wider than the screen',
    async ({ path, reach }) => {
      await page.goto(desk.url + path(ids));
      await reach(page);
      expect(await violationsOf(page)).toEqual([]);
      const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(tooWide).toBeLessThanOrEqual(0);
    },
  );
});
