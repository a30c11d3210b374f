import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import path from 'node:path';
import { SignJWT } from 'jose';
import pg from 'pg';
import { beforeEach, describe, expect, inject, onTestFinished, test, vi } from 'vitest';
import { createKey } from '../src/callers/create-key.js';
import { revokeKey } from '../src/callers/revoke-key.js';
import { connection } from './support/clients/connection.js';
import { emptyTables } from './support/databases/empty-tables.js';
import { temporaryDirectory } from './support/databases/temporary-directory.js';
import { testDatabase } from './support/databases/test-database.js';
import { freePort } from './support/processes/free-port.js';
import { settingsOf, startGateway, startMain } from './support/processes/processes.js';
import { runCommand } from './support/processes/run-command.js';
import { insertCharge, insertRefund } from './support/rows/ledger-rows.js';

const holder = testDatabase('owner');
// No test has the keys of another one.
beforeEach(() => emptyTables(holder.database.pool));

const HUNDRED_DAYS_MS = 8_640_000_000;

/** The status of a query, from all addresses of this machine. */
async function statusOf(port: number, key?: string): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(key && { authorization: `Bearer ${key}` }) },
    body: JSON.stringify({ query: '{ refunds(first: 1) { edges { node { id } } } }' }),
  });
  await response.text();
  return response.status;
}

describe.runIf(inject('template').kind === 'postgresql')('a gateway that other machines can reach', () => {
  test('starts only with authentication, and never opens up again', { tags: ['long'] }, async () => {
    const settings = { ...(await settingsOf(holder.database)), HOST: '0.0.0.0' };
    const { database } = holder;

    const open = startMain(settings);
    expect(await open.ended).toBe(1);
    expect(open.stderr()).toBe(
      'refund-gateway: HOST is 0.0.0.0, which other machines can reach, and no authentication is configured: everybody could refund. Make a key with "npm run keys -- create --name desk --scopes refunds:read,refunds:write", or set JWT_ISSUER, JWT_AUDIENCE, and JWT_JWKS_URL or JWT_SECRET. [AUTHENTICATION_MISSING]\n',
    );
    expect(open.stdout()).not.toContain('Refund Gateway is at');

    const now = new Date();
    const made = await createKey(database, { name: 'desk', scopes: ['refunds:read'], expires: null }, now);
    const guarded = await startGateway(settings);
    expect(await statusOf(guarded.port, made?.secret)).toBe(200);
    expect(await statusOf(guarded.port)).toBe(401);

    await revokeKey(database, { name: 'desk' }, now);
    const closed = await startGateway(settings);
    expect(await statusOf(closed.port, made?.secret)).toBe(401);
    expect(await statusOf(closed.port)).toBe(401);
    expect(closed.stderr()).toBe('');
  });

  test('logs how many parked tasks it resumes, if there are any', { tags: ['long'] }, async () => {
    const { database } = holder;
    const resumed = /Resumed \d+ parked tasks of the processor/;
    const first = await startGateway(await settingsOf(database));
    expect(first.stdout()).not.toMatch(resumed);
    const refund = await insertRefund(database, await insertCharge(database), { status: 'pending' });
    await database.prisma.refundTask.create({
      data: { refundId: refund.id, step: 'unknown', parkedReason: 'No such step' },
    });
    const second = await startGateway(await settingsOf(database));
    expect(second.stdout()).toContain('"msg":"Resumed 1 parked tasks of the processor"');
  });

  test('logs why a token was refused', { tags: ['long'] }, async () => {
    const gateway = await startGateway({
      ...(await settingsOf(holder.database)),
      JWT_ISSUER: 'https://login.example.com',
      JWT_AUDIENCE: 'refunds',
      JWT_SECRET: 's'.repeat(64),
    });
    expect(await statusOf(gateway.port, 'e30.e30.c2ln')).toBe(401);
    await expect.poll(gateway.stdout).toContain('"msg":"A token was refused"');
  });

  test('in production, says what carries refunds out, in its log and to probes', {
    tags: ['long'],
  }, async () => {
    const settings = { ...(await settingsOf(holder.database)), NODE_ENV: 'production', PROCESSOR: 'sandbox' };
    const gateway = await startGateway(settings);
    expect(gateway.stdout()).toContain('Refunds are carried out by: sandbox, which moves no money');
    const ready = await fetch(`${gateway.url}/ready`);
    expect(await ready.text()).toBe('ready, refunds are carried out by: sandbox\n');
  });

  test('writes into the audit whom it did not recognize, what it refused, and the policy that it started with', {
    tags: ['long'],
  }, async () => {
    const { prisma } = holder.database;
    const policy = path.join(temporaryDirectory(), 'policy.json');
    const limits = [{ caller: 'writer', currency: 'usd', maxAmount: 100 }];
    await writeFile(policy, JSON.stringify({ reasonCodes: ['audited'], limits }));
    const made = await createKey(
      holder.database,
      { name: 'writer', scopes: ['refunds:write'], expires: null },
      new Date(),
    );
    const gateway = await startGateway({ ...(await settingsOf(holder.database)), POLICY_FILE: policy });
    expect(gateway.stdout()).toContain(`"The policy of ${policy} has 1 limit of callers"`);
    expect(gateway.stdout()).toContain('"Opening the PostgreSQL database of DATABASE_URL"');
    expect(await statusOf(gateway.port, 'rgk_wrong')).toBe(401);
    expect(await statusOf(gateway.port, made?.secret)).toBe(403);
    gateway.child.kill('SIGTERM');
    expect(await gateway.ended).toBe(0);
    const entries = await prisma.auditEntry.findMany({ where: { action: { not: 'createApiKey' } } });
    const told = entries.map(({ actor, action, outcome, code }) => [actor, action, outcome, code]);
    expect(told).toContainEqual([null, 'changePolicy', 'done', null]);
    expect(told).toContainEqual([null, 'authenticate', 'refused', 'UNAUTHENTICATED']);
    expect(told).toContainEqual(['writer', 'refunds', 'refused', 'FORBIDDEN']);
    expect(JSON.stringify(entries)).not.toContain('rgk_');
  });
});

describe.runIf(inject('template').kind === 'postgresql')('a gateway in the process of its test', () => {
  const main = (settings: Readonly<Record<string, string>>) =>
    runCommand('src/main.ts', { SAMPLE_DATA: 'off', LOG_LEVEL: 'silent', ...settings });

  test('does not start in production without a processor', async () => {
    expect(await main({ NODE_ENV: 'production' })).toEqual({
      ...{ code: 1, out: '' },
      err: 'refund-gateway: NODE_ENV is production, so PROCESSOR must say what carries refunds out. PROCESSOR=sandbox moves no money: it only simulates the outcome. No other processor is built yet. [PROCESSOR_MISSING]\n',
    });
  });

  test('does not start where other machines reach it and nobody has to say who they are', async () => {
    const closed = vi.spyOn(pg.Pool.prototype, 'end');
    const { code, err } = await main({ ...(await settingsOf(holder.database)), HOST: '0.0.0.0', PORT: '0' });
    // Open connections would keep the process alive.
    expect(closed).toHaveBeenCalledOnce();
    expect({ code, err }).toEqual({
      code: 1,
      err: 'refund-gateway: HOST is 0.0.0.0, which other machines can reach, and no authentication is configured: everybody could refund. Make a key with "npm run keys -- create --name desk --scopes refunds:read,refunds:write", or set JWT_ISSUER, JWT_AUDIENCE, and JWT_JWKS_URL or JWT_SECRET. [AUTHENTICATION_MISSING]\n',
    });
  });

  test('starts where other machines reach it if somebody has a key', async () => {
    const settings = await settingsOf(holder.database);
    await createKey(
      holder.database,
      { name: 'first of main', scopes: ['refunds:read'], expires: null },
      new Date(),
    );
    const other = createServer().listen(0, '0.0.0.0');
    onTestFinished(() => void other.close());
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    // It gets as far as its port, which is in use.
    const { err } = await main({ ...settings, HOST: '0.0.0.0', PORT: `${port}` });
    expect(err).toContain('[PORT_IN_USE]');
  });

  test('works with the settings of its operator, and writes the last refusals into the audit when it stops', async () => {
    const policy = path.join(temporaryDirectory(), 'policy.json');
    await writeFile(policy, JSON.stringify({ requireNote: true }));
    const before = process.listeners('SIGTERM');
    const ofGateway = () => process.listeners('SIGTERM').filter((listener) => !before.includes(listener));
    const port = await freePort();
    const made = await createKey(
      holder.database,
      { name: 'writer of main', scopes: ['refunds:write', 'events:read'], expires: null },
      new Date(),
    );
    const started = await main({
      ...(await settingsOf(holder.database)),
      ...{ PORT: `${port}`, POLICY_FILE: policy, FEDERATION: 'on', MAX_ITEMS: '3', MAX_CALLER_REQUESTS: '3' },
      ...{ ALLOWED_ORIGINS: 'https://desk.example', TRUSTED_PROXIES: 'loopback' },
      ...{ ALLOWED_HOSTS: 'refunds.example', NODE_ENV: 'production', PROCESSOR: 'sandbox' },
      ...{ SANDBOX_DELAY_MS: `${HUNDRED_DAYS_MS}` },
      ...{ JWT_ISSUER: 'https://login.example', JWT_AUDIENCE: 'refunds', JWT_SECRET: 's'.repeat(32) },
    });
    const [stop, ...more] = ofGateway();
    onTestFinished(() => {
      vi.useRealTimers();
      if (stop) process.off('SIGTERM', stop);
      const [atInterrupt] = process.listeners('SIGINT').slice(-1);
      if (atInterrupt) process.off('SIGINT', atInterrupt);
    });
    expect({ ...started, more }).toEqual({ code: 0, out: '', err: '', more: [] });

    const token = await new SignJWT({ scope: 'refunds:read' })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setIssuer('https://login.example')
      .setAudience('refunds')
      .setSubject('reader of main')
      .setExpirationTime('1h')
      .sign(Buffer.from('s'.repeat(32)));
    const ask = async (body: object, headers: object = {}) => {
      const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers },
        body: JSON.stringify(body),
      });
      return { status: response.status, headers: response.headers, ...(await response.json()) };
    };
    const query = '{ viewer { name noteRequired } _service { sdl } }';
    expect(await ask({ query })).toMatchObject({
      data: {
        viewer: { name: 'reader of main', noteRequired: true },
        _service: { sdl: expect.stringContaining('@key') },
      },
    });
    expect(await ask({ query, variables: { list: [1, 2, 3, 4] } })).toMatchObject({
      errors: [{ message: 'The request exceeds MAX_ITEMS.', extensions: { code: 'LIMIT_EXCEEDED' } }],
    });
    const { headers } = await ask({ query }, { origin: 'https://desk.example' });
    expect(headers.get('access-control-allow-origin')).toBe('https://desk.example');
    // The fourth request of this caller within a minute.
    expect((await ask({ query })).status).toBe(429);
    // The sample shop is for the embedded database.
    expect(await holder.database.prisma.charge.count()).toBe(0);
    const charge = await insertCharge(holder.database);
    const create = `mutation { createRefund(input: { charge: "${charge.id}", note: "of main" }) { __typename } }`;
    expect(await ask({ query: create }, { authorization: `Bearer ${made?.secret}` })).toMatchObject({
      data: { createRefund: { __typename: 'CreateRefundPayload' } },
    });
    const { due, refund } = await holder.database.prisma.refundTask.findFirstOrThrow({
      where: { refund: { chargeId: charge.id } },
      include: { refund: true },
    });
    expect(Number(due) - Number(refund.created)).toBeGreaterThan(0.9 * HUNDRED_DAYS_MS);
    const { write, answered } = await connection(port);
    write('GET /health HTTP/1.1\r\nHost: refunds.example\r\n\r\n');
    await answered('200 OK');
    const stream = await connection(port);
    stream.write(
      `GET /graphql?query=subscription%7BrefundEvents%7Bid%7D%7D HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${made?.secret}\r\nAccept: text/event-stream\r\n\r\n`,
    );
    await stream.answered('id: start_');
    // Each of these clients has ten attempts, and the address of this machine would have ten for all.
    for (let client = 1; client <= 11; client++) {
      const wrong = { authorization: 'Bearer rgk_wrong', 'x-forwarded-for': `192.0.2.${client}` };
      expect((await ask({ query }, wrong)).status).toBe(401);
    }

    // The gateway would end this process if its last requests took too long.
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    stop?.('SIGTERM');
    vi.useRealTimers();
    await stream.closed;
    expect(stream.received()).not.toMatch(/complete|errors/);
    const noted = async () =>
      (await holder.database.prisma.auditEntry.findMany()).map(
        ({ action, outcome }) => `${action} ${outcome}`,
      );
    await expect.poll(noted).toEqual(expect.arrayContaining(['changePolicy done', 'authenticate refused']));
    await expect(fetch(`http://127.0.0.1:${port}/health`)).rejects.toThrow();
  });
});
