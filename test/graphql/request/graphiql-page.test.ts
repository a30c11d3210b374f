import { expect, test, vi } from 'vitest';
import { graphiqlPage, makeInThread } from '../../../src/graphql/request/graphiql-page.js';

test('the page is made when it is first asked for, once for all who ask, and again only if that fails', async () => {
  const made = Buffer.from('<html>');
  const make = vi.fn(async () => made);
  const page = graphiqlPage(make);
  expect(make).not.toHaveBeenCalled();
  make.mockRejectedValueOnce(new Error('no thread'));
  await expect(page()).rejects.toThrow('no thread');
  expect(await Promise.all([page(), page()])).toEqual([made, made]);
  expect(await page()).toBe(made);
  expect(make).toHaveBeenCalledTimes(2);
});

test.each([
  ['', 'The page of GraphiQL was not made'],
  ["throw new Error('no renderer')", 'no renderer'],
])('a thread that ends without a page fails the request: %s', async (code, message) => {
  await expect(makeInThread(code)).rejects.toThrow(message);
});
