import { expect, test } from 'vitest';
import { graphiqlTabs } from '../../../src/graphql/request/graphiql-tabs.js';

test('the example of a subscription asks for another key, because the same one makes no event', () => {
  expect(graphiqlTabs.find(({ query }) => query.includes('\nsubscription '))?.query).toContain(
    '# Refund events as they happen. Run it, then run\n# CreateRefund with another idempotencyKey in a\n# second window.\n',
  );
});
