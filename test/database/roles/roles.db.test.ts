import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, inject, onTestFinished, test } from 'vitest';
import { grantRights } from '../../../src/database/migrations/grants.js';
import { ensureSchema, migrate } from '../../../src/database/migrations/migrator.js';
import { packageRoot } from '../../../src/process/package-root.js';
import { asUser } from '../../support/databases/gateway-role.js';
import { ownedDatabase, poolFor, roleFor, serverTemplate } from '../../support/databases/role-databases.js';
import { onServer } from '../../support/databases/server-database.js';
import { runProgram, startGateway, startMain } from '../../support/processes/processes.js';

const PASSWORD = randomBytes(12).toString('hex');
const ROLES = readFileSync(path.join(packageRoot, 'prisma/roles.sql'), 'utf8');

/** A database after prisma/roles.sql, whose names are replaced because roles belong to the whole server. */
async function preparedDatabase(kind: 'empty' | 'migrated') {
  const gatewayRole = `refund_gateway_test_${randomBytes(6).toString('hex')}`;
  const ownerRole = `${gatewayRole}_owner`;
  onTestFinished(() => onServer(serverTemplate().url, `DROP ROLE IF EXISTS ${gatewayRole}, ${ownerRole}`));
  const { url, owner: administrator } = await ownedDatabase(kind);
  const roles = ROLES.replaceAll('refund_gateway', gatewayRole);
  await administrator.query(roles);
  for (const role of [gatewayRole, ownerRole])
    await administrator.query(`ALTER ROLE ${role} PASSWORD '${PASSWORD}'`);
  const urlOf = (username: string) => asUser(url, { username, password: PASSWORD });
  return {
    roles,
    administrator,
    gatewayRole,
    ownerRole,
    ownerUrl: urlOf(ownerRole),
    gatewayUrl: urlOf(gatewayRole),
  };
}

describe.runIf(inject('template').kind === 'postgresql')('prisma/roles.sql', { tags: ['long'] }, () => {
  test.each(['empty', 'migrated'] as const)(
    'on a database that is %s, the owner migrates and the gateway starts',
    async (kind) => {
      const { ownerUrl, gatewayUrl, gatewayRole } = await preparedDatabase(kind);
      const owner = poolFor(ownerUrl);
      await migrate(owner);
      expect(await grantRights(owner, gatewayRole)).toBe('granted');
      // Later migrations change whatever earlier ones created.
      await owner.query('ALTER TABLE refund ADD COLUMN later text');
      await owner.query("ALTER TYPE refund_reason ADD VALUE 'later'");
      await owner.query('ALTER FUNCTION refuse_change RENAME TO refuse');
      await ensureSchema(poolFor(gatewayUrl));
    },
  );

  test('changes nothing when it runs again', async () => {
    const { roles, administrator, ownerUrl, gatewayRole } = await preparedDatabase('migrated');
    const RIGHTS = 'SELECT relname, relowner::regrole::text, relacl::text FROM pg_class ORDER BY oid';
    await grantRights(poolFor(ownerUrl), gatewayRole);
    const before = (await administrator.query(RIGHTS)).rows;
    await administrator.query(roles);
    expect((await administrator.query(RIGHTS)).rows).toEqual(before);
  });

  test('lets the gateway create no temporary table, and nobody else connect', async () => {
    const stranger = await roleFor('stranger');
    const { ownerUrl, gatewayUrl } = await preparedDatabase('empty');
    await poolFor(ownerUrl).query('CREATE TEMP TABLE import ()');
    await expect(poolFor(gatewayUrl).query('CREATE TEMP TABLE mine ()')).rejects.toMatchObject({
      code: '42501',
    });
    await expect(poolFor(asUser(ownerUrl, stranger)).query('SELECT 1')).rejects.toMatchObject({
      code: '42501',
    });
  });

  test('may be run by an administrator who is no superuser', async () => {
    const gatewayRole = `refund_gateway_test_${randomBytes(6).toString('hex')}`;
    const ownerRole = `${gatewayRole}_owner`;
    const administrator = await roleFor('administrator');
    onTestFinished(() => onServer(serverTemplate().url, `DROP ROLE IF EXISTS ${gatewayRole}, ${ownerRole}`));
    const { url, owner: superuser } = await ownedDatabase('empty');
    await superuser.query(`ALTER ROLE ${administrator.username} CREATEROLE CREATEDB`);
    const name = new URL(url).pathname.slice(1);
    await superuser.query(`ALTER DATABASE ${name} OWNER TO ${administrator.username}`);
    await poolFor(asUser(url, administrator)).query(ROLES.replaceAll('refund_gateway', gatewayRole));
    const { rows } = await superuser.query(
      'SELECT datdba::regrole::text AS owner FROM pg_database WHERE datname = $1',
      [name],
    );
    expect(rows).toEqual([{ owner: ownerRole }]);
  });
});

describe.runIf(inject('template').kind === 'postgresql')('npm run migrate', { tags: ['long'] }, () => {
  const migrateAs = (url: string, role: string) =>
    runProgram('src/commands/migrate.js', { DATABASE_URL: url, GATEWAY_ROLE: role });

  test('creates the ledger and grants the rights, and the gateway starts as its role', async () => {
    const { ownerUrl, gatewayUrl, gatewayRole } = await preparedDatabase('empty');
    const early = startMain({ DATABASE_URL: gatewayUrl });
    expect(await early.ended).toBe(1);
    expect(early.stderr()).toMatch(/Run `npm run migrate` with the owner .* \[DATABASE_EMPTY\]\n$/);
    const done = await migrateAs(ownerUrl, gatewayRole);
    expect(done).toMatchObject({ code: 0, err: '' });
    expect(done.out).toMatch(
      `\nThe schema is up to date.\nThe role ${gatewayRole} has the rights of a gateway.\n`,
    );
    await startGateway({ DATABASE_URL: gatewayUrl });
  });

  test('as the gateway itself, says that only the owner can grant', async () => {
    const { gatewayUrl, role } = await ownedDatabase('migrated');
    expect(await migrateAs(gatewayUrl, role)).toMatchObject({
      code: 0,
      out: `The schema was already up to date.\nThe rights of the role ${role} stay as they are, because only the owner of the tables can change them.\n`,
    });
  });

  test('without a role, says nothing of it', async () => {
    const { url } = await ownedDatabase('migrated');
    expect(await migrateAs(url, 'refund_gateway_test_none')).toMatchObject({
      code: 0,
      out: 'The schema was already up to date.\n',
    });
  });
});
