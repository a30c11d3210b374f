import { expect } from 'vitest';
import { packageRoot } from '../../../src/process/package-root.js';
import { startTestFile } from './log-files.js';
import { noteRequest } from './sent-values.js';

/** Runs before each test file in `npm run test:logs`. */
startTestFile((expect.getState().testPath ?? '').replace(`${packageRoot}/`, ''));

const NOTING = Symbol.for('refund-gateway.noting-fetch');
const plainFetch = globalThis.fetch;

/** Notes what tests send to gateways with a port. Files of a worker share this function. */
if (!(NOTING in plainFetch))
  globalThis.fetch = Object.assign(
    (input: Parameters<typeof fetch>[0], init: RequestInit = {}) => {
      const { headers, body } = init;
      noteRequest({
        url: input instanceof Request ? input.url : String(input),
        headers: Object.fromEntries(new Headers(headers).entries()),
        body: typeof body === 'string' ? body : undefined,
      });
      return plainFetch(input, init);
    },
    { [NOTING]: true },
  );
