import { expect, inject, test, vi } from 'vitest';
import { createRefund } from '../src/refunds/create/create-refund.js';
import { testBrowser } from './support/browser.js';
import {
  type Feed,
  followByEventSource,
  followByGraphqlSse,
  followByUrql,
  followInBrowser,
} from './support/clients/followers.js';
import { testDatabase } from './support/databases/test-database.js';
import { TestClock } from './support/gateways/test-clock.js';
import { testGroups } from './support/gateways/test-groups.js';
import { testSandbox } from './support/gateways/test-sandbox.js';
import { settingsOf, startGateway } from './support/processes/processes.js';
import { insertApprovals } from './support/rows/feed-events.js';
import { insertCharge } from './support/rows/ledger-rows.js';

const holder = testDatabase();
const groups = testGroups(holder);
const browser = testBrowser();
const PATIENCE_MS = 60_000;

test.runIf(inject('template').kind === 'postgresql')(
  'across a restart of the gateway, clients that reconnect miss no event of a feed and get none twice',
  { tags: ['long'] },
  async (context) => {
    const { database } = holder;
    const page = await browser.page(context);
    const settings = { ...(await settingsOf(database)), SANDBOX_DELAY_MS: '50' };
    const old = await startGateway(settings);
    await page.goto(`${old.url}/health`);
    const [charge, later] = [await insertCharge(database), await insertCharge(database)];
    /** Makes events of both feeds, whichever process is running. */
    const happens = async ({ id }: { readonly id: string }) => {
      const verb = { groups: groups(), clock: new TestClock(), processor: testSandbox, actor: null };
      for (const amount of [1n, 2n]) await createRefund(verb, { charge: id, amount });
      await insertApprovals(database, { id }, 2);
    };

    const feed = (field: string, filter = ''): Feed => ({
      url: `${old.url}/graphql`,
      field,
      query: `subscription { ${field}${filter} { id } }`,
    });
    const fields = ['refundEvents', 'refundApprovalEvents'] as const;
    const follow = (followed: Feed) => [
      followByGraphqlSse(followed),
      followByUrql(followed),
      followByEventSource(followed),
      followInBrowser(page, followed),
    ];
    const followers = await Promise.all(fields.map((field) => Promise.all(follow(feed(field)))));
    // The EventSource of a browser that has no event yet starts again where it started.
    const silent = await followInBrowser(page, feed('refundEvents', `(filter: { charge: "${later.id}" })`));
    const told = () => Promise.all(followers.map((each) => Promise.all(each.map((one) => one.ids()))));
    const inFeed = async (table: string): Promise<string[]> => {
      const { rows } = await database.pool.query<{ id: string }>(
        `SELECT id FROM ${table} ORDER BY transaction_id, position`,
      );
      return rows.map(({ id }) => id);
    };
    const expected = async () =>
      (await Promise.all(['refund_event', 'refund_approval_event'].map(inFeed))).map((ids) => [
        ids,
        ids,
        ids,
        ids,
      ]);

    /** Waits until every client was told of all events, once each, in the order of the feed. */
    const allTold = () =>
      vi.waitFor(
        async () => {
          expect(await database.prisma.refundTask.count()).toBe(0);
          expect(await told()).toEqual(await expected());
        },
        { timeout: PATIENCE_MS, interval: 100 },
      );

    await happens(charge);
    await allTold();

    old.child.kill('SIGTERM');
    expect(await old.ended).toBe(0);
    expect(old.stderr()).toBe('');
    await happens(charge);
    await happens(later);
    await startGateway({ ...settings, PORT: `${old.port}` });
    await happens(charge);

    await allTold();
    const ofLater = await database.prisma.refundEvent.findMany({ where: { refund: { chargeId: later.id } } });
    expect(ofLater.length).toBeGreaterThan(1);
    await expect.poll(async () => (await silent.ids()).length).toBe(ofLater.length);
  },
);
