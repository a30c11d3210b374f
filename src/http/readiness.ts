import type { Database } from '../ledger/open-ledger.js';

/** Probes wait a second or two for each answer. */
const READY_TIMEOUT_MS = 1_000;

/** Whether the database answers in time. If it does not, further requests should go to another process. */
export async function databaseAnswers({ prisma }: Pick<Database, 'prisma'>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), READY_TIMEOUT_MS);
  });
  const answered = prisma.$queryRaw`SELECT 1`.then(
    () => true,
    () => false,
  );
  return Promise.race([answered, tooLate]).finally(() => clearTimeout(timer));
}
