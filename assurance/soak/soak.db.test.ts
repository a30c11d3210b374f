import { expect, test } from 'vitest';
import { cacheCounts } from '../../src/process/bounded-cache.js';
import { allScopes } from '../../src/rules/scopes.js';
import { gatewayWithKeys, tokenOf } from '../../test/support/gateways/gateway-with-keys.js';
import { openPort } from '../../test/support/gateways/open-port.js';
import { insertCharge } from '../../test/support/rows/ledger-rows.js';
import { insertRichRefunds } from '../../test/support/rows/rich-refunds.js';
import { soakClient } from './client.js';
import { Load } from './load.js';
import { allKinds, type KindName } from './requests.js';
import type { SoakTargets } from './soak-request.js';

// The short form of `npm run soak` takes a few seconds. The gateway runs in this process.

/** By address, and here all requests come from one. Tests of src/http fill it. */
const OF_ADDRESSES = 'failed authentications';
/** Caches that are full after so many requests of a kind. The others have room for thousands of entries. */
const FULL: Readonly<Partial<Record<KindName, { readonly cache: string; readonly requests: number }>>> = {
  large: { cache: 'documents', requests: 10 },
  'large syntax error': { cache: 'syntax errors', requests: 10 },
  'unknown operation': { cache: 'accept headers', requests: 110 },
  locales: { cache: 'amount formats', requests: 15 },
};
const REQUESTS_OF_A_KIND = 10;
const AT_ONCE = 4;

const gateway = gatewayWithKeys({ takesTokens: true });
const port = openPort(gateway);
let targets: SoakTargets;
gateway.prepare(async () => {
  const { Refund: refunds } = await insertRichRefunds(gateway.database, 3);
  const charge = await insertCharge(gateway.database, { amount: 1_000_000n });
  targets = { refunds, charges: [charge.id], tokenOf: (name) => tokenOf(name, allScopes.join(' ')) };
});

test('ever new requests of every kind fill every cache, and none beyond its limits', {
  tags: ['long'],
}, async () => {
  const client = soakClient(Number(new URL(port.url).port), AT_ONCE);
  const load = new Load(client.send, targets, AT_ONCE);
  const highest: Record<string, number> = {};
  const look = () => {
    for (const [name, { entries, maxEntries, characters, maxCharacters }] of Object.entries(cacheCounts())) {
      highest[name] = Math.max(entries, highest[name] ?? 0);
      expect(entries, name).toBeLessThanOrEqual(maxEntries);
      expect(characters, name).toBeLessThanOrEqual(maxCharacters);
    }
  };
  for (const kind of allKinds) await load.run(FULL[kind]?.requests ?? REQUESTS_OF_A_KIND, look, kind);
  await load.run(REQUESTS_OF_A_KIND, look);
  client.close();

  expect(Object.keys(load.tally).toSorted()).toEqual([...allKinds].toSorted());
  const counts = cacheCounts();
  for (const name of Object.keys(counts))
    if (name !== OF_ADDRESSES) expect(highest[name], name).toBeGreaterThan(5);
  for (const { cache } of Object.values(FULL)) expect(counts[cache]?.evictions, cache).toBeGreaterThan(0);
});

test('every kind of request is understood as it is meant', async () => {
  const client = soakClient(Number(new URL(port.url).port), AT_ONCE);
  const load = new Load(client.send, targets, AT_ONCE);
  for (const kind of allKinds) await load.run(kind === 'invalid token' ? 15 : AT_ONCE, () => {}, kind);
  client.close();
  const statuses = Object.fromEntries(
    Object.entries(load.tally).map(([kind, counts]) => [kind, Math.max(...Object.keys(counts).map(Number))]),
  );
  const answered = Object.fromEntries(allKinds.map((kind) => [kind, 200]));
  expect(statuses).toEqual({
    ...answered,
    'unknown operation': 400,
    // After ten from one address it is 429.
    'invalid token': 429,
    path: 404,
    preflight: 403,
    leaving: 0,
  });
});
