import { beforeAll, expect, test } from 'vitest';
import { graphiqlTabs } from '../../../src/graphql/request/graphiql-tabs.js';
import { loadSampleData } from '../../../src/sample-data/load-sample-data.js';
import { testBrowser } from '../../support/browser.js';
import { listeningGateway } from '../../support/gateways/listening-gateway.js';

const { gateway, url } = listeningGateway();
const browser = testBrowser();
beforeAll(() => loadSampleData(gateway.database, gateway.clock));

/** High enough that the editor renders every line. */
const viewport = { width: 1_800, height: 1_600 };
/** The page has nine megabytes of program, and cores may be busy. */
const PATIENCE_MS = 60_000;

const CREATE_ANOTHER = `mutation { createRefund(input: { charge: "ch_1NirD82eZvKYlo2CIvbtLWuY", amount: 7 }) {
  ... on CreateRefundPayload { refund { id } } } }`;

/** What each tab's answer shows. */
const SHOWN: Readonly<Record<string, RegExp>> = {
  Refunds: /"totalCount"|"amountFormatted"/,
  FailedRefunds: /"FAILED"|"CANCELED"/,
  Charge: /"ch_1NirD82eZvKYlo2CIvbtLWuY"/,
  RefundPreview: /"amountRefundableAfter"/,
  CreateRefund: /"idempotentReplay": false/,
  UpdateRefundMetadata: /"order_id": "6735"/,
  CancelRefund: /"CANCELED"/,
  RefundSummary: /"amountFormatted"/,
  RefundEvents: /"REFUND_CREATED"/,
};

test('one click on each tab of GraphiQL shows its operation, which runs, and the subscription follows', {
  tags: ['long'],
}, async (context) => {
  const page = await browser.page(context, { viewport });
  page.setDefaultTimeout(PATIENCE_MS);
  const faults: string[] = [];
  page.on('pageerror', ({ message }) => faults.push(message));
  await page.goto(url());
  const tabs = page.locator('.graphiql-tab');
  const names = Object.keys(SHOWN);
  await tabs.nth(names.length - 1).waitFor();
  expect(await tabs.allInnerTexts()).toEqual(names);

  const editor = page.locator('.graphiql-query-editor .view-lines');
  const answer = page.locator('.graphiql-response .view-lines');
  // A click only stops an operation whose answer has not ended.
  const execute = page.locator('.graphiql-execute-button[aria-label^="Execute"]');
  // GraphiQL learns the name of the operation a moment after it shows it, and until then asks for that of the tab before.
  const knownOperation = () =>
    page.evaluate(() => {
      const { tabs = [], activeTabIndex } = JSON.parse(localStorage.getItem('graphiql:tabState') ?? '{}');
      return tabs[activeTabIndex]?.operationName;
    });
  const textOf = (place: typeof editor) => async () => (await place.innerText()).replaceAll('\u00a0', ' ');
  for (const [index, [name, shown]] of Object.entries(SHOWN).entries()) {
    // A real mouse: a synthetic event would find the tab wherever it is drawn.
    const { x, y, width, height } = (await tabs.nth(index).boundingBox()) ?? expect.fail(`No tab ${name}`);
    await page.mouse.click(x + width / 3, y + height / 2);
    const [, line = ''] = new RegExp(`^(\\w+ ${name} {)$`, 'm').exec(graphiqlTabs[index]?.query ?? '') ?? [];
    await expect.poll(textOf(editor), { message: name }).toContain(line);
    await expect.poll(knownOperation, { message: name }).toBe(name);
    const [answered] = await Promise.all([
      page.waitForResponse((response) => response.url().startsWith(url())),
      execute.click(),
    ]);
    // The stream has begun, so it tells of what happens from now on.
    if (answered.headers()['content-type'] === 'text/event-stream')
      expect((await gateway.query(CREATE_ANOTHER)).errors).toBeUndefined();
    await expect.poll(textOf(answer), { message: name }).toMatch(shown);
  }
  expect(faults).toEqual([]);
});
