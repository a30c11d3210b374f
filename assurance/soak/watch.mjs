// Loaded into the gateway's process before its program (node --import), so the gateway's own code does not change. It
// answers the messages of its parent: with a sample of the process after a garbage collection, or with the counts of its
// caches alone. It is JavaScript, because the process runs the build without any compiler.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import pg from 'pg';
import { collectAndCompact } from './compact.mjs';

const { cacheCounts } = await import(
  new URL('../../dist/src/process/bounded-cache.js', import.meta.url).href
);

const BYTES_IN_MB = 1024 * 1024;
const NS_IN_MS = 1_000_000;
/** The interval of the timer that is watched. The time that it takes beyond this is the lag. */
const RESOLUTION_MS = 10;

const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
delay.enable();

/** Every connection to the database that was opened, unless it was forgotten. @type {Set<WeakRef<object>>} */
const connections = new Set();
const { connect } = pg.Connection.prototype;
pg.Connection.prototype.connect = function (...args) {
  connections.add(new WeakRef(this));
  return connect.apply(this, args);
};

/** The highest number of statements that are prepared on one connection. */
function mostStatements() {
  const counts = [...connections].map((reference) => {
    const connection = reference.deref();
    if (!connection) connections.delete(reference);
    return connection ? Object.keys(connection.parsedStatements).length : 0;
  });
  return Math.max(0, ...counts);
}

async function sample() {
  const lagAt = (percentile) => Math.max(0, delay.percentile(percentile) / NS_IN_MS - RESOLUTION_MS);
  const lags = { lagP50Ms: lagAt(50), lagP99Ms: lagAt(99) };
  const busyRss = process.memoryUsage.rss();
  await collectAndCompact();
  const { heapUsed, heapTotal, external, rss } = process.memoryUsage();
  delay.reset();
  return {
    heapMb: heapUsed / BYTES_IN_MB,
    committedMb: heapTotal / BYTES_IN_MB,
    nativeMb: (rss - heapTotal) / BYTES_IN_MB,
    externalMb: external / BYTES_IN_MB,
    busyRssMb: busyRss / BYTES_IN_MB,
    rssMb: rss / BYTES_IN_MB,
    ...lags,
    handles: process.getActiveResourcesInfo().length,
    statements: mostStatements(),
    caches: cacheCounts(),
  };
}

const answers = { sample, caches: cacheCounts };
process.on('message', async (question) => process.send?.(await answers[question]()));
// The channel to the parent does not keep the process alive.
process.channel?.unref();
