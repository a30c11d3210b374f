import { currentKey, keyWasRefused } from './session';

/** Longer than the gateway takes for anything. Without it, a screen could wait for ever on a broken network. */
const TIMEOUT_MS = 30_000;

export const authorization = (): Record<string, string> => {
  const key = currentKey();
  return key === null ? {} : { authorization: `Bearer ${key}` };
};

/** fetch with the key of the session. It reports an answer of 401 to the session. */
export async function authorizedFetch(input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> {
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  const response = await fetch(input, {
    ...init,
    headers: { ...Object.fromEntries(new Headers(init.headers)), ...authorization() },
    signal: init.signal ? AbortSignal.any([init.signal, timeout]) : timeout,
  });
  if (response.status === 401) keyWasRefused();
  return response;
}
