import { FORGET_AUDIT_INTERVAL_MS, forgetEntries } from './audit/forget-entries.js';
import { type RefusalLog, WRITE_INTERVAL_MS } from './audit/refusal-log.js';
import { type KnownKeys, REFRESH_INTERVAL_MS } from './callers/known-keys.js';
import { type Repetition, repeat } from './process/repeat.js';
import { EXPIRE_INTERVAL_MS, expireApprovals } from './refunds/approvals/expire-approvals.js';
import { FORGET_INTERVAL_MS, forgetKeys } from './refunds/forget-keys.js';
import type { ParkedTask } from './refunds/processing/park-task.js';
import { RUN_INTERVAL_MS, runDueTasks } from './refunds/processing/run-due-tasks.js';
import type { VerbContext } from './refunds/verb-context.js';

/** What a gateway does again and again. */
export interface RepeatedWork {
  /** Does a part, and returns how much: if that is more than 0, the next part follows at once. */
  readonly turn: () => Promise<number>;
  readonly intervalMs: number;
  /** What the log says if a turn fails. */
  readonly onFailure: string;
}

export interface Workers {
  readonly verbs: VerbContext;
  readonly keys: Pick<KnownKeys, 'refresh'>;
  readonly refusals: Pick<RefusalLog, 'write'>;
  readonly auditRetentionDays: number;
  readonly onParked: (task: ParkedTask) => void;
}

export const repeatedWork = ({
  verbs,
  keys,
  refusals,
  auditRetentionDays,
  onParked,
}: Workers): readonly RepeatedWork[] => [
  {
    turn: () => runDueTasks(verbs, onParked),
    intervalMs: RUN_INTERVAL_MS,
    onFailure: 'The processor failed; its tasks are retried',
  },
  {
    turn: () => keys.refresh().then(() => 0),
    intervalMs: REFRESH_INTERVAL_MS,
    onFailure: 'API keys could not be read; known ones stay in use. This is retried',
  },
  {
    turn: () => forgetKeys(verbs),
    intervalMs: FORGET_INTERVAL_MS,
    onFailure: 'Old idempotency keys could not be deleted; this is retried',
  },
  {
    turn: () => expireApprovals(verbs.database),
    intervalMs: EXPIRE_INTERVAL_MS,
    onFailure: 'Approvals could not be written as expired; this is retried',
  },
  {
    turn: () => refusals.write().then(() => 0),
    intervalMs: WRITE_INTERVAL_MS,
    onFailure: 'Refusals could not be written to the audit; this is retried',
  },
  {
    turn: () => forgetEntries(verbs.database, auditRetentionDays),
    intervalMs: FORGET_AUDIT_INTERVAL_MS,
    onFailure: 'Old entries of the audit could not be deleted; this is retried',
  },
];

type LogError = (error: unknown, message: string) => void;

/** Begins the work. `stop` resolves when all turns are done; none follows. */
export function startWork(work: readonly RepeatedWork[], logError: LogError): Repetition {
  const repetitions = work.map(({ turn, intervalMs, onFailure }) =>
    repeat(turn, intervalMs, (error) => logError(error, onFailure)),
  );
  return {
    async stop() {
      await Promise.all(repetitions.map((each) => each.stop()));
    },
  };
}

/** Ends what a gateway has open, in this order: the work, the refusals that are not in the audit yet, the database. */
export async function endWork(
  work: Repetition,
  refusals: Pick<RefusalLog, 'writeAll'>,
  database: { close(): Promise<void> },
  logError: LogError,
): Promise<void> {
  await work.stop();
  await refusals
    .writeAll()
    .catch((error) => logError(error, 'The last refusals could not be written to the audit'));
  await database.close();
}
