import pg from 'pg';
import type { PostgresqlCluster } from '../../test/support/databases/postgresql-cluster.js';
import { median } from '../measure/median.js';

/** Microseconds that no gateway can go below on this machine: medians of prepared statements of the same driver. */
export interface Inherent {
  /** A statement that does nothing, by TCP there and back. */
  readonly roundTripUs: number;
  /** A row of one column without an index, committed and flushed to the disk. */
  readonly insertUs: number;
}

const TIMES = 500;
/** The first ones meet code that is not compiled. */
const WARM_UPS = 200;

/** Measures them on a connection of its own. */
export async function measureInherent(cluster: PostgresqlCluster): Promise<Inherent> {
  const client = new pg.Client({ connectionString: cluster.url('postgres') });
  await client.connect();
  try {
    await client.query('CREATE TABLE one_row (n bigint)');
    const roundTripUs = await timeOf(client, 'SELECT $1::bigint');
    const insertUs = await timeOf(client, 'INSERT INTO one_row VALUES ($1)');
    await client.query('DROP TABLE one_row');
    return { roundTripUs, insertUs };
  } finally {
    await client.end();
  }
}

async function timeOf(client: pg.Client, text: string): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < WARM_UPS + TIMES; n++) {
    const started = performance.now();
    await client.query({ name: text, text, values: [n] });
    times.push((performance.now() - started) * 1000);
  }
  return median(times.slice(WARM_UPS));
}
