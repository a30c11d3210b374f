import { expect, test } from 'vitest';
import { openStream } from '../support/clients/event-stream.js';
import { testDatabase } from '../support/databases/test-database.js';
import { as } from '../support/gateways/test-callers.js';
import { runProgram, settingsOf, startGateway } from '../support/processes/processes.js';

const holder = testDatabase();

/** The keys are read every two seconds; a busy machine is slower. */
const WITHIN_SECONDS = { timeout: 20_000 };

/** The name of the caller of a key at a gateway, or the status of the refusal. */
async function nameAt(url: string, key: string) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...as(key) },
    body: '{"query":"{ viewer { name } }"}',
  });
  return response.status === 200 ? (await response.json()).data.viewer.name : response.status;
}

test('a key that is revoked ends in every process within seconds, with its streams', {
  tags: ['long'],
  timeout: 60_000,
}, async () => {
  const settings = await settingsOf(holder.database);
  const keys = (...args: readonly string[]) => runProgram('src/commands/keys.js', settings, ...args);
  const make = async (name: string): Promise<string> => {
    const { out } = await keys('create', '--name', name, '--scopes', 'refunds:read,events:read', '--json');
    return JSON.parse(out).key;
  };
  const [desk, other] = [await make('desk'), await make('other')];
  const started = await Promise.all([startGateway(settings), startGateway(settings)]);
  const gateways = started.map(({ url }) => ({ url: `${url}/graphql` }));
  const streams = [];
  for (const { url } of gateways) {
    expect([await nameAt(url, desk), await nameAt(url, other)]).toEqual(['desk', 'other']);
    streams.push(await openStream(url, 'subscription { refundEvents { id } }', {}, as(desk)));
  }
  const ends = streams.map(({ answers }) =>
    answers.next().then(
      () => 'ended',
      () => 'ended',
    ),
  );

  expect(await keys('revoke', 'desk')).toMatchObject({ code: 0 });
  for (const { url } of gateways) {
    await expect.poll(() => nameAt(url, desk), WITHIN_SECONDS).toBe(401);
    expect(await nameAt(url, other)).toBe('other');
  }
  expect(await Promise.all(ends)).toEqual(['ended', 'ended']);

  const late = await make('late');
  for (const { url } of gateways) await expect.poll(() => nameAt(url, late), WITHIN_SECONDS).toBe('late');
});

test('section 15: keys that are made and revoked through one process work and end in the other', {
  tags: ['long'],
  timeout: 60_000,
}, async () => {
  const settings = await settingsOf(holder.database);
  const [here, other] = (await Promise.all([startGateway(settings), startGateway(settings)])).map(
    ({ url }) => `${url}/graphql`,
  ) as [string, string];
  const ask = async (key: string, query: string) => {
    const response = await fetch(here, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...as(key) },
      body: JSON.stringify({ query }),
    });
    return (await response.json()).data.result;
  };
  const make = async (by: string, name: string, scopes: string): Promise<string> => {
    const input = `{ name: "${name}", scopes: [${scopes}] }`;
    const query = `mutation { result: createApiKey(input: ${input}) { ... on CreateApiKeyPayload { secret } } }`;
    return (await ask(by, query)).secret;
  };
  const { key: admin } = JSON.parse(
    (
      await runProgram(
        'src/commands/keys.js',
        settings,
        ...['create', '--name', 'admin', '--scopes', 'keys:manage,events:read', '--json'],
      )
    ).out,
  );
  await expect.poll(() => nameAt(here, admin), WITHIN_SECONDS).toBe('admin');

  const shop = await make(admin, 'shop', '"events:read"');
  expect(await nameAt(here, shop)).toBe('shop');
  await expect.poll(() => nameAt(other, shop), WITHIN_SECONDS).toBe('shop');
  const stream = await openStream(other, 'subscription { refundEvents { id } }', {}, as(shop));
  expect(stream.status).toBe(200);
  const end = stream.answers.next().then(
    () => 'ended',
    () => 'ended',
  );

  await ask(admin, 'mutation { result: revokeApiKey(input: { name: "shop" }) { __typename } }');
  expect(await nameAt(here, shop)).toBe(401);
  await expect.poll(() => nameAt(other, shop), WITHIN_SECONDS).toBe(401);
  expect(await end).toBe('ended');
  expect(await nameAt(other, admin)).toBe('admin');
});
