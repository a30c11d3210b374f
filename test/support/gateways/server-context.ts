import { ANYBODY } from '../../../src/callers/caller.js';
import type { ServerContext } from '../../../src/graphql/request/server-context.js';

/** What the HTTP server hands to a request of a test that has no server. */
export const serverContext = (given: Partial<ServerContext> = {}): ServerContext => ({
  requestId: 'asked-1',
  caller: ANYBODY,
  logUnexpected: () => {},
  noteRefusal: () => {},
  room: { isFull: false, makeRoomFor: () => true },
  onClosed: () => {},
  ...given,
});
