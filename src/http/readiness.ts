import type { Database } from '../ledger/open-ledger.js';

/** Probes wait a second or two for each answer. */
const READY_TIMEOUT_MS = 1_000;

/**
 * Tells whether the database answers in time. If it does not, further requests should go to another process.
 *
 * One statement asks for all probes that wait at once, since /ready is answered under any load. The database is asked
 * again only after that statement has ended, so that late ones do not pile up; until then, the answer is no.
 */
export function databaseProbe(database: Pick<Database, 'prisma'>): () => Promise<boolean> {
  let asked: Promise<boolean> | null = null;

  const ask = () => {
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(false), READY_TIMEOUT_MS);
    });
    const end = (answers: boolean) => {
      clearTimeout(timer);
      asked = null;
      return answers;
    };
    const answered = database.prisma.$queryRaw`SELECT 1`.then(
      () => end(true),
      () => end(false),
    );
    return Promise.race([answered, tooLate]);
  };

  return () => {
    asked ??= ask();
    return asked;
  };
}
