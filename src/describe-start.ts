import type { Config } from './config.js';
import { holdsCluster } from './database/embedded/open-embedded.js';
import type { Policy } from './rules/policy.js';

/** The line of the log that says whose limits the gateway keeps. */
export function describePolicy(
  { policyFile }: Pick<Config, 'policyFile'>,
  { limits }: Pick<Policy, 'limits'>,
): string {
  return policyFile === null
    ? 'No POLICY_FILE: callers have no limits'
    : `The policy of ${policyFile} has ${limits.length} limits of callers`;
}

/** The line of the log before a database is opened, which may take some time. */
export function describeDatabase({ database }: Pick<Config, 'database'>): string {
  if ('url' in database) return 'Opening the PostgreSQL database of DATABASE_URL';
  return holdsCluster(database.directory)
    ? `Opening the embedded database in ${database.directory}`
    : `Creating an embedded database in ${database.directory}, which takes some seconds`;
}
