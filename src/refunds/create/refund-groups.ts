import { GroupCommit } from '../../database/group-commit.js';
import { DatabaseUnavailableError, OutcomeUnknownError } from '../../database/retry.js';
import type { Database } from '../../ledger/open-ledger.js';
import { type Attempt, type Created, createGroup } from './create-group.js';

/**
 * The groups in which a process creates the refunds of a database. `main.ts` makes one for each database. A second one
 * would do no harm: their refunds of one charge race each other, as those of two processes do.
 */
export class RefundGroups {
  readonly database: Database;
  readonly #groups: GroupCommit<Attempt, Created>;

  constructor(database: Database) {
    this.database = database;
    this.#groups = new GroupCommit((attempts) => createGroup(database, attempts), mayBeCausedByOne);
  }

  /** Decides and writes a refund together with others. The decision counts every earlier attempt of its charge. */
  run(attempt: Attempt): Promise<Created> {
    return this.#groups.run(attempt, subjectOf(attempt));
  }
}

/** Refunds by charge and by payment intent are different subjects, even of one charge, so they may race each other. */
const subjectOf = ({ input: { charge, paymentIntent } }: Attempt): string => `${charge ?? paymentIntent}`;

/**
 * If the database is down or no connection is free, every refund of the group fails alike. If a charge is locked, every
 * refund of that charge fails alike, so it helps to try again by subject, but not one by one.
 */
const mayBeCausedByOne = (error: unknown, subjectCount: number): boolean => {
  if (error instanceof OutcomeUnknownError) return false;
  return !(error instanceof DatabaseUnavailableError) || (error.failure === 'busy' && subjectCount > 1);
};
