import { expect, test } from 'vitest';
import { openStream } from '../support/clients/event-stream.js';
import { testDatabase } from '../support/databases/test-database.js';
import { as } from '../support/gateways/test-callers.js';
import { runProgram, settingsOf, startGateway } from '../support/processes/processes.js';

const holder = testDatabase();

/** The keys are read every two seconds; a busy machine is slower. */
const WITHIN_SECONDS = { timeout: 20_000 };

test('a key that is revoked ends in every process within seconds, with its streams', async () => {
  const settings = await settingsOf(holder.database);
  const keys = (...args: readonly string[]) => runProgram('src/commands/keys.js', settings, ...args);
  const make = async (name: string): Promise<string> => {
    const { out } = await keys('create', '--name', name, '--scopes', 'refunds:read,events:read', '--json');
    return JSON.parse(out).key;
  };
  const [desk, other] = [await make('desk'), await make('other')];
  const started = await Promise.all([startGateway(settings), startGateway(settings)]);
  const gateways = started.map(({ url }) => ({ url: `${url}/graphql` }));
  const nameAt = async (url: string, key: string) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...as(key) },
      body: '{"query":"{ viewer { name } }"}',
    });
    return response.status === 200 ? (await response.json()).data.viewer.name : response.status;
  };
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
}, 60_000);
