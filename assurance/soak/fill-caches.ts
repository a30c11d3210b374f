import { Finding } from '../program.js';
import type { Load } from './load.js';
import type { KindName } from './requests.js';
import type { ProcessSample } from './watched-gateway.js';

/** The kind of request that fills a cache fastest. Each request has another caller as well. */
const FILLED_BY: Readonly<Record<string, KindName>> = {
  documents: 'spelling',
  'syntax errors': 'large syntax error',
  'selection shapes': 'spelling',
  'page statements': 'page',
  'statement names': 'spelling',
  'compiled operations': 'page',
  'accept headers': 'unknown operation',
  'verified tokens': 'unknown operation',
  'failed authentications': 'invalid token',
  'caller rates': 'unknown operation',
  'amount formats': 'locales',
};
const OTHERWISE: KindName = 'page';
const REQUESTS_OF_A_KIND = 500;
/** A cache that is not full by then has keys that these requests do not reach. */
const MAX_ROUNDS = 100;

/**
 * Sends requests until every cache of the gateway is full, so that the growth of a cache to its limit is not taken for a
 * leak.
 *
 * @throws Finding naming the caches that do not fill
 */
export async function fillCaches(
  load: Load,
  countCaches: () => Promise<ProcessSample['caches']>,
  onProgress: (text: string) => void,
): Promise<void> {
  let unfilled: readonly string[] = [];
  for (let round = 0; round < MAX_ROUNDS; round++) {
    unfilled = unfilledOf(await countCaches());
    if (unfilled.length === 0) return;
    for (const kind of new Set(unfilled.map((name) => FILLED_BY[name] ?? OTHERWISE)))
      await load.run(REQUESTS_OF_A_KIND, () => onProgress(`filling ${unfilled.join(', ')}`), kind);
  }
  throw new Finding(`These caches do not fill: ${unfilled.join(', ')}`);
}

const unfilledOf = (caches: ProcessSample['caches']): readonly string[] =>
  Object.entries(caches)
    .filter(([, { evictions }]) => evictions === 0)
    .map(([name]) => name);
