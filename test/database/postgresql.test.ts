import pg from 'pg';
import { expect, test, vi } from 'vitest';
import { openPostgresql } from '../../src/database/postgresql.js';
import { OperatorError } from '../../src/process/operator-error.js';

test('a server that does not run is told with its address, the reason and what to do, without credentials', async () => {
  const error = await openPostgresql('postgresql://gateway:hunter2@127.0.0.1:1/ledger').catch(
    (thrown) => thrown,
  );
  expect(error).toBeInstanceOf(OperatorError);
  expect([error.code, error.message]).toEqual([
    'DATABASE_UNREACHABLE',
    'The database at 127.0.0.1:1/ledger cannot be reached: connect ECONNREFUSED 127.0.0.1:1. Start the server, or correct the host and the port in DATABASE_URL.',
  ]);
  expect(error.cause).toMatchObject({ code: 'ECONNREFUSED' });
});

test('any other reason is told as it is', async () => {
  const url = 'postgresql://gateway:hunter2@127.0.0.1:1/ledger?sslrootcert=/nowhere/ca.pem';
  await expect(openPostgresql(url)).rejects.toThrow(
    /^The database at 127\.0\.0\.1:1\/ledger cannot be reached: ENOENT.*'\/nowhere\/ca\.pem'\. Check DATABASE_URL and that the server runs\.$/,
  );
});

test('connections that cannot be used are ended', async () => {
  const ended = vi.spyOn(pg.Pool.prototype, 'end');
  await expect(openPostgresql('postgresql://gateway@127.0.0.1:1/ledger')).rejects.toThrow(OperatorError);
  expect(ended).toHaveBeenCalledTimes(1);
});
