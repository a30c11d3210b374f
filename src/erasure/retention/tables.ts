/**
 * What a run of retention knows, in temporary tables, because it may be of millions of rows:
 *
 * - `retention_recent`: charges and payment intents for which something has happened since the cutoff, also to each other
 * - `retention_place`: where addresses stand in rows that are older, with the charge or payment intent of the row
 * - `retention_kept`: addresses of these that stay, because they stand in something recent or are in flight
 * - `retention_nameless`: older objects of imports without an address, which may have names
 * - `retention_batch`: the addresses that are erased together
 * - `retention_new`: charges and payment intents for which something has happened during the run
 */
const TABLES = {
  retention_recent: 'id text COLLATE "C" PRIMARY KEY',
  retention_place:
    'address text COLLATE "C" NOT NULL, place text NOT NULL, key text[] COLLATE "C" NOT NULL, family text COLLATE "C"',
  retention_kept: 'address text COLLATE "C" PRIMARY KEY',
  retention_nameless: 'id text COLLATE "C" PRIMARY KEY, family text COLLATE "C"',
  retention_batch: 'address text COLLATE "C" PRIMARY KEY',
  retention_new: 'id text COLLATE "C" PRIMARY KEY',
} as const;

export const CREATE_TABLES = Object.entries(TABLES).map(
  ([name, columns]) => `CREATE TEMP TABLE ${name} (${columns})`,
);

/** Also drops those of an import on this connection, which every commit of a run would empty again. */
export const DROP_TABLES = 'DISCARD TEMP';
