import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { HTTP_LIMITS } from '../../src/http/limits.js';
import { packageRoot } from '../../src/process/package-root.js';

const page = readFileSync(path.join(packageRoot, 'docs/running.md'), 'utf8').replace(/\s+/g, ' ');
const seconds = (ms: number): number => ms / 1_000;
const { headersTimeoutMs, requestTimeoutMs, keepAliveTimeoutMs, idleTimeoutMs, maxConnections } = HTTP_LIMITS;

// `test/http/slow-clients.db.test.ts` shows what each limit does.
test.each([
  `${seconds(headersTimeoutMs)} seconds to send a request's head and ${seconds(requestTimeoutMs)} to send all of it`,
  `A connection is kept for ${seconds(keepAliveTimeoutMs)} seconds after an answer`,
  `the connection is cut after ${seconds(idleTimeoutMs)} seconds without a byte`,
  `A process accepts ${maxConnections.toLocaleString('en')} connections`,
])('docs/running.md says: %s', (sentence) => expect(page).toContain(sentence));
