import type { Connection } from '../../database/batches.js';
import { keepAddresses } from './find-addresses.js';
import { findNew } from './recent-charges.js';
import { tableSources } from './sources.js';

/** From where on writes of gateways were not seen yet: a snapshot, and a time before everything that it does not show. */
export interface Watermark {
  readonly snapshot: string;
  readonly since: string;
}

/** A gateway's transaction takes a second at most. A server ends one that takes a quarter of a minute. */
const LONGEST_TRANSACTION = "interval '10 minutes'";

/** What is committed now. Statements that begin later show that too. */
export async function watermarkOf(connection: Connection): Promise<Watermark> {
  const { rows } = await connection.query<Watermark>(
    `SELECT pg_current_snapshot()::text AS snapshot,
       to_json(clock_timestamp() - ${LONGEST_TRANSACTION})#>>'{}' AS since`,
  );
  const [mark] = rows;
  if (!mark) throw new Error('No watermark');
  return mark;
}

/**
 * Notes that people stay for whom something has happened since a watermark: what they had in older rows, and what stands
 * in the new ones. Imports wait for the end of the run, so only gateways write.
 *
 * @returns the next watermark
 */
export async function followWrites(connection: Connection, mark: Watermark): Promise<Watermark> {
  const next = await watermarkOf(connection);
  const count = await findNew(connection, mark.since, mark.snapshot);
  if (count > 0)
    await connection.query(
      `INSERT INTO retention_kept SELECT DISTINCT p.address FROM retention_place p JOIN retention_new n ON n.id = p.family
       ON CONFLICT DO NOTHING`,
    );
  for (const source of tableSources)
    if (source.family === 'NULL')
      await keepAddresses(connection, source, `${source.created} > '${mark.since}'`);
    else if (count > 0)
      await keepAddresses(connection, source, `${source.family} IN (SELECT id FROM retention_new)`);
  return next;
}
