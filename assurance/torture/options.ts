import { anySeed, wholeNumber } from '../program.js';
import { faultKinds } from './nemesis/nemesis.js';
import type { RunOptions } from './run.js';

/** The long run takes about twenty minutes on two cores. */
const DEFAULT_OPERATIONS = 200_000;
const DEFAULT_MINUTES = 60;
const CLIENTS = 64;
const CALM_MS = { least: 300, most: 1_500 };

export const USAGE = `npm run torture -- [--seed N] [--operations N] [--minutes N] [--faults KIND,…] [--clients N] [--slowness N] [--url URL] [--sabotage NAME]
  --faults   places (process, socket, proxy, database, server) or parts of names (default all)
  --slowness how many times as long as on two idle cores everything may take (default 1); beyond 1, a gateway may also
             give up after its own 5 seconds without a fault
  --url      a PostgreSQL server to use; the run then touches only connections of its own database
  --sabotage removes a protection, to show that the run notices
Kinds of fault: ${faultKinds.map(({ name, place }) => `${name} (${place})`).join('; ')}; client socket cut (socket).`;

export const optionNames = [
  'seed',
  'operations',
  'minutes',
  'faults',
  'clients',
  'slowness',
  'url',
  'sabotage',
] as const;
type Given = Partial<Readonly<Record<(typeof optionNames)[number], string>>>;

/**
 * Reads the options of the command line, and lists the kinds of fault that are left out.
 *
 * @throws UsageError
 */
export function readOptions(values: Given): RunOptions & { readonly leftOut: readonly string[] } {
  const wanted = values.faults?.split(',') ?? null;
  const isWanted = (name: string, place: string) =>
    wanted === null || wanted.some((word) => word === place || name.includes(word));
  const url = values.url ?? null;
  const kinds = faultKinds.filter(
    ({ name, place }) => isWanted(name, place) && (url === null || place !== 'server'),
  );
  return {
    seed: wholeNumber('seed', values.seed, anySeed()),
    operations: wholeNumber('operations', values.operations, DEFAULT_OPERATIONS),
    faults: Number.POSITIVE_INFINITY,
    slowness: wholeNumber('slowness', values.slowness, 1),
    durationMs: wholeNumber('minutes', values.minutes, DEFAULT_MINUTES) * 60_000,
    clients: wholeNumber('clients', values.clients, CLIENTS),
    kinds,
    cutsSockets: isWanted('client socket cut', 'socket'),
    url,
    calmMs: CALM_MS,
    settled: true,
    sabotage: values.sabotage ?? null,
    leftOut: faultKinds.filter((kind) => !kinds.includes(kind)).map(({ name }) => name),
  };
}
