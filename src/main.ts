import type { Server } from 'node:http';
import { auditPolicy } from './audit/audit-policy.js';
import { FORGET_AUDIT_INTERVAL_MS, forgetEntries } from './audit/forget-entries.js';
import { RefusalLog, WRITE_INTERVAL_MS } from './audit/refusal-log.js';
import { KnownKeys, REFRESH_INTERVAL_MS } from './callers/known-keys.js';
import { readPolicyFile } from './callers/policy-file.js';
import { type Recognizer, recognizer as recognize } from './callers/recognize.js';
import { Tokens } from './callers/tokens.js';
import { type Config, readConfig } from './config.js';
import { explainFailure } from './database/explain-failure.js';
import { ensureSchema } from './database/migrations/migrator.js';
import { createServer } from './http/server.js';
import { shutDownOnSignal } from './http/shutdown.js';
import { type Database, openDatabase } from './ledger/open-ledger.js';
import { systemClock } from './process/clock.js';
import { forgetCompiledCode } from './process/compiled-code.js';
import { endOfMany } from './process/end-of-many.js';
import { createLogger, type Logger } from './process/logger.js';
import { OperatorError } from './process/operator-error.js';
import { repeat } from './process/repeat.js';
import { runProgram } from './process/run-program.js';
import { createSandbox } from './processors/sandbox.js';
import { EXPIRE_INTERVAL_MS, expireApprovals } from './refunds/approvals/expire-approvals.js';
import { RefundGroups } from './refunds/create/refund-groups.js';
import { FORGET_INTERVAL_MS, forgetKeys } from './refunds/forget-keys.js';
import { type ParkedTask, resumeParkedTasks } from './refunds/processing/park-task.js';
import { RUN_INTERVAL_MS, runDueTasks } from './refunds/processing/run-due-tasks.js';
import type { Policy } from './rules/policy.js';
import { loadSampleData } from './sample-data/load-sample-data.js';

await runProgram(async () => {
  forgetCompiledCode();
  const config = readConfig();
  requireProcessor(config);
  const logger = createLogger(config.logLevel);
  const policy = await readPolicyFile(config.policyFile);
  logger.info(describePolicy(config, policy));
  logger.info(describeDatabase(config));
  const database = await openDatabase(config.database);
  try {
    await ensureSchema(database.pool);
    if (config.sampleData) await fillEmptyLedger(database, logger);
    const keys = new KnownKeys(database.pool, systemClock);
    await keys.refresh();
    const logError = (error: unknown, message: string) => logger.error({ err: error }, message);
    const tokens = config.tokens
      ? new Tokens(config.tokens, systemClock, {
          onFailure: (error) =>
            logError(error, 'The keys of JWT_JWKS_URL could not be fetched; known ones stay in use'),
          onRefused: (reason) => logger.info({ reason }, 'A token was refused'),
        })
      : null;
    const recognizer = recognize(keys, tokens);
    requireAuthentication(config, recognizer, logger);
    await auditPolicy(database, policy, systemClock);
    const refusals = new RefusalLog(database, systemClock);
    const stopping = endOfMany();
    const processor = createSandbox(config.sandbox);
    logger.info(`Refunds are carried out by: ${processor.name}, which moves no money`);
    const server = createServer({
      database,
      groups: new RefundGroups(database),
      clock: systemClock,
      processor,
      policy,
      audit: refusals.note,
      production: config.production,
      federation: config.federation,
      allowedHosts: config.allowedHosts,
      allowedOrigins: config.allowedOrigins,
      recognizer,
      logger,
      stopping: stopping.signal,
      requestLimits: config.requestLimits,
      limits: config.httpLimits,
      trustedProxies: config.trustedProxies,
    });
    // An event stream has no end that a stop could wait for.
    stopping.signal.addEventListener('abort', () => void database.signal.close());
    const verbs = { database, clock: systemClock, processor, actor: null };
    const logParked = ({ refundId, reason }: ParkedTask) =>
      logger.error({ refundId }, `${reason}. The task is parked until the next start`);
    const resumed = await resumeParkedTasks(verbs);
    if (resumed > 0) logger.info(`Resumed ${resumed} parked tasks of the processor`);
    // Nothing is awaited between here and `shutDownOnSignal`: a stop would wait for a connection accepted meanwhile.
    await listen(server, config);
    const repeated: readonly [turn: () => Promise<number>, intervalMs: number, onFailure: string][] = [
      [() => runDueTasks(verbs, logParked), RUN_INTERVAL_MS, 'The processor failed; its tasks are retried'],
      [
        () => keys.refresh().then(() => 0),
        REFRESH_INTERVAL_MS,
        'API keys could not be read; known ones stay in use. This is retried',
      ],
      [
        () => forgetKeys(verbs),
        FORGET_INTERVAL_MS,
        'Old idempotency keys could not be deleted; this is retried',
      ],
      [
        () => expireApprovals(database),
        EXPIRE_INTERVAL_MS,
        'Approvals could not be written as expired; this is retried',
      ],
      [
        () => refusals.write().then(() => 0),
        WRITE_INTERVAL_MS,
        'Refusals could not be written to the audit; this is retried',
      ],
      [
        () => forgetEntries(database, config.auditRetentionDays),
        FORGET_AUDIT_INTERVAL_MS,
        'Old entries of the audit could not be deleted; this is retried',
      ],
    ];
    const repetitions = repeated.map(([turn, intervalMs, onFailure]) =>
      repeat(turn, intervalMs, (error) => logError(error, onFailure)),
    );
    const close = async () => {
      await Promise.all(repetitions.map((each) => each.stop()));
      await refusals
        .writeAll()
        .catch((error) => logError(error, 'The last refusals could not be written to the audit'));
      await database.close();
    };
    shutDownOnSignal(server, stopping, close, logger);
    announce(server, config, logger);
  } catch (error) {
    await database.close();
    throw error;
  }
}, explainFailure);

function describePolicy({ policyFile }: Config, { limits }: Policy): string {
  return policyFile === null
    ? 'No POLICY_FILE: callers have no limits'
    : `The policy of ${policyFile} has ${limits.length} limits of callers`;
}

function describeDatabase({ database }: Config): string {
  return 'url' in database
    ? 'Opening the PostgreSQL database of DATABASE_URL'
    : `Opening the embedded database in ${database.directory}; the first start creates it, which takes some seconds`;
}

/** @throws OperatorError PROCESSOR_MISSING, because nobody should believe that the sandbox has returned money */
function requireProcessor({ production, processor }: Config): void {
  if (production && processor === null)
    throw new OperatorError(
      'PROCESSOR_MISSING',
      'NODE_ENV is production, so PROCESSOR must say what carries refunds out. PROCESSOR=sandbox moves no money: it only simulates the outcome. No other processor is built yet.',
    );
}

/** @throws OperatorError AUTHENTICATION_MISSING, because everybody who reaches the gateway could refund */
function requireAuthentication(config: Config, { isConfigured }: Recognizer, logger: Logger): void {
  if (isConfigured) return;
  if (config.isPublic)
    throw new OperatorError(
      'AUTHENTICATION_MISSING',
      `HOST is ${config.host}, which other machines can reach, and no authentication is configured: everybody could refund. Make a key with "npm run keys -- create --name desk --scopes refunds:read,refunds:write", or set JWT_ISSUER, JWT_AUDIENCE, and JWT_JWKS_URL or JWT_SECRET.`,
    );
  logger.warn('No authentication is configured: everybody who reaches this machine may do everything');
}

async function fillEmptyLedger(database: Database, logger: Logger): Promise<void> {
  const count = await loadSampleData(database, systemClock);
  if (count > 0) logger.info(`Loaded a sample shop of ${count} objects; SAMPLE_DATA=off leaves it out`);
}

/** @throws OperatorError PORT_IN_USE, PORT_UNUSABLE */
function listen(server: Server, { port, host }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new OperatorError(
              'PORT_IN_USE',
              `Port ${port} of ${host} is in use. Stop the other program, or set PORT to another port.`,
            )
          : new OperatorError(
              'PORT_UNUSABLE',
              `Port ${port} of ${host} cannot be opened: ${error.message}. Set PORT to another port, or HOST to another address.`,
            ),
      ),
    );
    server.listen(port, host, resolve);
  });
}

function announce(server: Server, { host }: Config, logger: Logger): void {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  logger.info(`Refund Gateway is at http://${host.includes(':') ? `[${host}]` : host}:${port}/graphql`);
}
