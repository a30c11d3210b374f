import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readConfig } from '../../src/config.js';
import { REQUEST_LIMITS } from '../../src/graphql/limits/request-limits.js';
import { HTTP_LIMITS } from '../../src/http/limits.js';
import { MAX_WAITING_REQUESTS } from '../../src/http/one-by-one.js';
import { packageRoot } from '../../src/process/package-root.js';

const page = readFileSync(path.join(packageRoot, 'docs/limits.md'), 'utf8');
const nameOf = (limit: string): string => limit.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
const { maxCallerRequests, maxRequestsInFlight, maxUnreadBytes } = HTTP_LIMITS;

test('docs/limits.md states every limit with its default', () => {
  const stated = [...page.matchAll(/^\| `([A-Z_]+)` \| (\d+) \|/gm)].map(([, name, value]) => [
    name,
    Number(value),
  ]);
  const limits = Object.entries({
    ...REQUEST_LIMITS,
    maxCallerRequests,
    maxRequestsInFlight,
    maxUnreadBytes,
  });
  expect(stated.toSorted()).toEqual(limits.map(([limit, value]) => [nameOf(limit), value]).toSorted());
});

test('docs/limits.md states how many requests of a connection may wait', () =>
  expect(page).toContain(`more than ${MAX_WAITING_REQUESTS} requests on one connection`));

test('docs/limits.md states the bounds of every limit', () => {
  const stated = [...page.matchAll(/^\| `([A-Z_]+)` \| \d+ \| (\d+) to (\d+) \|/gm)];
  expect(stated).toHaveLength(Object.keys(REQUEST_LIMITS).length + 3);
  for (const [, name = '', min, max] of stated) {
    const read = (value: number) => () => readConfig({ [name]: String(value) });
    expect(read(Number(min)), name).not.toThrow();
    expect(read(Number(max)), name).not.toThrow();
    expect(read(Number(min) - 1), name).toThrow(name);
    expect(read(Number(max) + 1), name).toThrow(name);
  }
});
