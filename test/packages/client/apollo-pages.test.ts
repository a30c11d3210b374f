import { describe, expect, test } from 'vitest';
import { pagesPolicy } from '../../../packages/client/src/apollo-pages.js';

const policy = pagesPolicy(['filter']);
const rows = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, at) => ({ __ref: `r${from + at}` }));
const info = (from: number, to: number) => ({
  startCursor: `c${from}`,
  endCursor: `c${to}`,
  hasPreviousPage: from > 1,
  hasNextPage: to < 9,
});
const nodes = (from: number, to: number) => ({ nodes: rows(from, to), pageInfo: info(from, to) });
const edges = (from: number, to: number) => ({
  edges: rows(from, to).map((node, at) => ({ cursor: `c${from + at}`, node })),
  pageInfo: info(from, to),
});

interface Answer {
  readonly incoming: object;
  readonly args?: Record<string, unknown>;
}
const options = {
  args: null,
  canRead: (value: unknown) => (value as { __ref: string }).__ref !== 'r2-gone',
  readField: (name: string, from: unknown) => (from as Record<string, unknown>)[name],
};
/** What Apollo reads after some answers. */
function readAfter(...answers: readonly Answer[]) {
  const kept = answers.reduce<unknown>(
    (existing, { incoming, args = {} }) => policy.merge(existing, incoming, { ...options, args }),
    undefined,
  );
  return policy.read(kept, options);
}

describe.each([
  ['nodes', nodes],
  ['edges', edges],
] as const)('pages of %s', (key, page) => {
  const list = (from: number, to: number) => page(from, to) as Record<string, unknown>;

  test('follow each other, with the page information of all together', () => {
    const read = readAfter(
      { incoming: page(1, 3) },
      { incoming: page(4, 6), args: { after: 'c3' } },
      { incoming: page(7, 9), args: { after: 'c6' } },
    );
    expect(read[key]).toEqual(list(1, 9)[key]);
    expect(read.pageInfo).toEqual(info(1, 9));
  });

  test('precede each other', () => {
    const read = readAfter({ incoming: page(7, 9) }, { incoming: page(4, 6), args: { before: 'c7' } });
    expect(read[key]).toEqual(list(4, 9)[key]);
    expect(read.pageInfo).toEqual(info(4, 9));
  });

  test('the first page anew starts the list anew, and so does a page whose place is not known', () => {
    const two = [{ incoming: page(1, 3) }, { incoming: page(4, 6), args: { after: 'c3' } }];
    expect(readAfter(...two, { incoming: page(1, 3) })[key]).toEqual(list(1, 3)[key]);
    expect(readAfter(...two, { incoming: page(8, 9), args: { after: 'c7' } })[key]).toEqual(list(8, 9)[key]);
  });

  test('a page that comes twice is there once', () => {
    const again = { incoming: page(4, 6), args: { after: 'c3' } };
    expect(readAfter({ incoming: page(1, 3) }, again, again)[key]).toEqual(list(1, 6)[key]);
  });
});

test('edges tell the nodes, and nodes that come later keep the edges', () => {
  const read = readAfter({ incoming: edges(1, 3) });
  expect(read.nodes).toEqual(rows(1, 3));
  expect(readAfter({ incoming: edges(1, 3) }, { incoming: nodes(1, 3) })).toEqual(read);
});

test('edges that no query asked for are not an empty list', () => {
  expect(readAfter({ incoming: nodes(1, 3) })).not.toHaveProperty('edges');
  const mixed = readAfter({ incoming: edges(1, 3) }, { incoming: nodes(4, 6), args: { after: 'c3' } });
  expect(mixed).not.toHaveProperty('edges');
  expect(mixed.nodes).toEqual(rows(1, 6));
});

test('a count alone leaves the pages', () => {
  const counted = { incoming: { totalCount: 9 } };
  expect(readAfter(counted)).toEqual({ totalCount: 9 });
  expect(readAfter({ incoming: nodes(1, 3) }, counted)).toEqual({ ...nodes(1, 3), totalCount: 9 });
});

test('a row that was removed from the cache is left out', () => {
  const gone = { ...edges(1, 1), edges: [{ cursor: 'c2', node: { __ref: 'r2-gone' } }] };
  expect(readAfter({ incoming: gone })).toMatchObject({ edges: [], nodes: [] });
});

test('nothing is known before the first answer', () => {
  expect(policy.read(undefined, options)).toBeUndefined();
});
