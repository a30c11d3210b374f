import type { ServerResponse } from 'node:http';
import type { Refusal } from '../graphql/request/server-context.js';

const refusals = new WeakMap<ServerResponse, Refusal>();

/** Notes why the request of a response is refused; the first reason is kept. */
export function noteRefusal(res: ServerResponse, refusal: Refusal): void {
  if (!refusals.has(res)) refusals.set(res, refusal);
}

/** Why the request of a response was refused; undefined if it was not. */
export const refusalOf = (res: ServerResponse): Refusal | undefined => refusals.get(res);
