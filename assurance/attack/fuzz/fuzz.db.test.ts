import { describe, expect, test } from 'vitest';
import { REQUEST_LIMITS } from '../../../src/graphql/limits/request-limits.js';
import { schema } from '../../../src/graphql/schema.js';
import { listeningGateway } from '../../../test/support/gateways/listening-gateway.js';
import { insertRichRefunds } from '../../../test/support/rows/rich-refunds.js';
import { caseOf } from './cases.js';
import { bodyOf, largestSize } from './growth.js';
import { isBeyondLimit, type Measured, post, summaryOf } from './measured.js';
import { operators } from './operators.js';
import { search } from './search.js';

// The short form of `npm run fuzz`, which also measures time and memory.
const CASES = 12;
const { gateway, url } = listeningGateway();
let ids: readonly string[] = [];
gateway.prepare(async () => {
  ids = Object.values(await insertRichRefunds(gateway.database, 1)).flat();
});

test('each answer to a request of any size is coded and small', async () => {
  const port = Number(new URL(url()).port);
  const beyond = new Set<number>();
  for (let seed = 1; seed <= CASES; seed++) {
    const fuzzed = caseOf(schema, ids, seed);
    const { suspicions } = await search(fuzzed, REQUEST_LIMITS.maxBodyBytes, async ({ body }) => {
      const summary = summaryOf(await post(port, body));
      if (isBeyondLimit(summary)) beyond.add(seed);
      return { ...summary, cpuMs: 0, heapMb: 0 };
    });
    expect(suspicions, `seed ${seed}, ${fuzzed.name}`).toEqual([]);
  }
  // Otherwise the requests would not grow.
  expect(beyond.size).toBeGreaterThan(CASES / 3);
});

test('every operator finds a place in some request', () => {
  const names = new Set<string>();
  for (let seed = 1; seed <= 300; seed++)
    for (const name of caseOf(schema, ['re_1'], seed).name.split(' + ')) names.add(name);
  expect([...names].toSorted()).toEqual(operators.map(({ name }) => name).toSorted());
});

describe('the search', () => {
  const base = { query: '{ __typename }', variables: {} };
  const growth = { edits: [{ from: 2, to: 2, text: (size: number) => 'a '.repeat(size) }] };
  const fuzzed = { name: 'made up', base, growths: [growth] };
  const searched = (cpuMsOf: (size: number) => number, heapMbOf: (size: number) => number = () => 0) =>
    search(fuzzed, 5_000, async ({ body }): Promise<Measured> => {
      const size = body.split('a ').length - 1;
      return { ...summaryOf({ status: 200, body: '' }), cpuMs: cpuMsOf(size), heapMb: heapMbOf(size) };
    });

  test('fills a body up to its limit', () => {
    const size = largestSize(base, [growth], 5_000);
    expect(bodyOf(base, [growth], size).length).toBeLessThanOrEqual(5_000);
    expect(bodyOf(base, [growth], size + 1).length).toBeGreaterThan(5_000);
  });
  test('passes what takes time in proportion to its size', async () => {
    expect((await searched((size) => size / 20)).suspicions).toEqual([]);
  });
  test('passes what takes little time', async () => {
    expect((await searched((size) => (size / 1_000) ** 2)).suspicions).toEqual([]);
  });
  test('reports what takes too long, however it grew', async () => {
    const { suspicions } = await searched(() => 300);
    expect(suspicions.map(({ what }) => what)).toEqual([expect.stringMatching(/^300 ms and 0 MB at /)]);
  });
  test('reports time and memory that grow faster than their request', async () => {
    const slow = await searched((size) => (size / 100) ** 2);
    expect(slow.suspicions.map(({ what }) => what)).toContainEqual(expect.stringContaining('ms'));
    const large = await searched(
      () => 0,
      (size) => (size / 100) ** 2,
    );
    expect(large.suspicions).not.toEqual([]);
  });
});
