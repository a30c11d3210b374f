import { auditPolicy } from './audit/audit-policy.js';
import { RefusalLog } from './audit/refusal-log.js';
import { KnownKeys } from './callers/known-keys.js';
import { describePolicy, readPolicyFile } from './callers/policy-file.js';
import { type Recognizer, recognizer as recognize } from './callers/recognize.js';
import { Tokens } from './callers/tokens.js';
import { type Config, readConfig } from './config.js';
import { explainFailure } from './database/explain-failure.js';
import { ensureSchema } from './database/migrations/migrator.js';
import { listen, urlOf } from './http/listen.js';
import { createServer } from './http/server.js';
import { shutDownOnSignal } from './http/shutdown.js';
import { type Database, describeLocation, openDatabase } from './ledger/open-ledger.js';
import { systemClock } from './process/clock.js';
import { forgetCompiledCode } from './process/compiled-code.js';
import { endOfMany } from './process/end-of-many.js';
import { createLogger, type Logger } from './process/logger.js';
import { OperatorError } from './process/operator-error.js';
import { runProgram } from './process/run-program.js';
import { createSandbox } from './processors/sandbox.js';
import { RefundGroups } from './refunds/create/refund-groups.js';
import { resumeParkedTasks } from './refunds/processing/park-task.js';
import { endWork, repeatedWork, startWork } from './repeated-work.js';
import { loadSampleData } from './sample-data/load-sample-data.js';

await runProgram(async () => {
  forgetCompiledCode();
  const config = readConfig();
  requireProcessor(config);
  const logger = createLogger(config.logLevel);
  const policy = await readPolicyFile(config.policyFile);
  logger.info(describePolicy(config.policyFile, policy));
  logger.info(describeLocation(config.database));
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
    const resumed = await resumeParkedTasks(verbs);
    if (resumed > 0) logger.info(`Resumed ${resumed} parked tasks of the processor`);
    // Nothing is awaited between here and `shutDownOnSignal`: a stop would wait for a connection accepted meanwhile.
    await listen(server, config, (error) => logError(error, 'A connection could not be accepted'));
    const work = startWork(
      repeatedWork({
        verbs,
        keys,
        refusals,
        auditRetentionDays: config.auditRetentionDays,
        onParked: ({ refundId, reason }) =>
          logger.error({ refundId }, `${reason}. The task is parked until the next start`),
      }),
      logError,
    );
    const close = () => endWork(work, refusals, database, logError);
    shutDownOnSignal(server, stopping, close, logger);
    logger.info(`Refund Gateway is at ${urlOf(server, config.host)}`);
  } catch (error) {
    await database.close();
    throw error;
  }
}, explainFailure);

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
