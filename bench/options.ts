import { parseArgs } from 'node:util';
import { NORMAL, type Sizes, SMALL } from './cluster/sizes.js';

/** The parts of a run, in their order. */
const allParts = [
  'peers',
  'logging',
  'one-connection',
  'lone-refund',
  'callers',
  'embedded',
  'two-processes',
  'growth',
  'realistic',
] as const;
export type Part = (typeof allParts)[number];
/** In which an earlier state of the gateway takes part. */
const partsWithBefore: readonly Part[] = ['peers', 'one-connection', 'lone-refund'];

/** The number and the length of the rounds. */
export interface Pace {
  readonly rounds: number;
  readonly seconds: number;
  readonly warmUpSeconds: number;
}

export interface Options {
  readonly parts: readonly Part[];
  /** For the comparison with the peers. */
  readonly pace: Pace;
  /** For the same with one connection. */
  readonly onePace: Pace;
  /** For the comparisons of the gateway with itself. */
  readonly besidesPace: Pace;
  /** Requests a second of the realistic runs. */
  readonly rates: readonly number[];
  /** The charges of the largest ledger of the growth run. */
  readonly growthCharges: number;
  /** Whether each peer's best number of connections is looked for. Otherwise the last found is used. */
  readonly tune: boolean;
  /** A git ref: the gateway as it was there takes part too. */
  readonly before: string | null;
  readonly sizes: Sizes;
  /** Decides the order of the servers in each round. */
  readonly seed: number;
  /** The name of the files in bench/results. A run with options does not overwrite those of complete runs. */
  readonly name: string;
  /** A file that also gets the medians in requests per second. */
  readonly jsonFile: string | null;
}

export const describePace = ({ rounds, seconds }: Pace): string => `${rounds} of ${seconds} s`;

interface Paces {
  readonly pace: Pace;
  readonly onePace: Pace;
  readonly besidesPace: Pace;
}
const QUICK: Paces = {
  pace: { rounds: 2, seconds: 3, warmUpSeconds: 2 },
  onePace: { rounds: 2, seconds: 2, warmUpSeconds: 1 },
  besidesPace: { rounds: 1, seconds: 2, warmUpSeconds: 1 },
};
const FULL: Paces = {
  pace: { rounds: 5, seconds: 5, warmUpSeconds: 3 },
  // A server that was just started runs uncompiled code, and one connection takes long to get it compiled. So the
  // servers are warmed up with many connections before, if these were not raced (parts/peers.ts).
  onePace: { rounds: 5, seconds: 3, warmUpSeconds: 2 },
  besidesPace: { rounds: 3, seconds: 5, warmUpSeconds: 3 },
};
const RATES = [200, 400, 800];
const GROWTH_CHARGES = 2_000_000;
/** Seeds have up to six digits, which are easily repeated with --seed. */
const SEEDS = 1_000_000;

export const usage = `npm run bench -- [--quick] [--parts A,B] [--rounds N] [--seconds S] [--before REF] [--small] [--seed N]
  [--growth CHARGES] [--rate 200,400,800] [--json FILE]
Measures the gateway beside its peers, and writes bench/results. All parts take about an hour and a half; leave the
machine alone meanwhile. bench/README.md says what is measured.
  --parts    some of ${allParts.join(', ')}
  --quick    the peers and the embedded database in two short rounds: about ten minutes, no claims
  --rounds   the number of rounds of every part
  --seconds  the length of a round
  --before   the gateway as it was at a git ref takes part in ${partsWithBefore.join(', ')}
  --small    a ledger of a tenth of the rows, for trying the benchmark itself
  --seed     the order of the servers in each round
  --growth   the charges of the largest ledger of the part growth
  --rate     requests a second of the part realistic
  --json     also writes the medians to a file`;

/** A command line that the benchmark does not understand. */
export class UsageError extends Error {
  override readonly name = 'UsageError';

  constructor(problem: string) {
    super(`${problem}\n\n${usage}`);
  }
}

/** @throws UsageError with a message for the terminal, including the usage */
export function readOptions(args: readonly string[]): Options {
  const values = readArguments(args);
  const parts = values.parts?.split(',') ?? (values.quick ? ['peers', 'embedded'] : [...allParts]);
  const unknown = parts.find((part) => !allParts.some((known) => known === part));
  if (unknown !== undefined) throw new UsageError(`There is no part ${unknown}.`);
  const growthCharges = Number(values.growth ?? GROWTH_CHARGES);
  if (!Number.isSafeInteger(growthCharges) || growthCharges < 2_000)
    throw new UsageError(`--growth ${values.growth} is not a number of charges from 2,000 on.`);
  const rates = values.rate?.split(',').map(Number) ?? RATES;
  if (!rates.every((rate) => Number.isSafeInteger(rate) && rate > 0))
    throw new UsageError(`--rate ${values.rate} has no numbers of requests a second.`);
  if (values.before && !partsWithBefore.some((part) => parts.includes(part)))
    throw new UsageError(`--before takes part in ${partsWithBefore.join(', ')} only.`);
  const rounds = wholeNumber('rounds', values.rounds);
  const seconds = wholeNumber('seconds', values.seconds);
  const paced = (pace: Pace): Pace => ({
    rounds: rounds ?? pace.rounds,
    seconds: seconds ?? pace.seconds,
    warmUpSeconds: Math.min(pace.warmUpSeconds, seconds ?? pace.warmUpSeconds),
  });
  const paces = values.quick ? QUICK : FULL;
  const own = [
    rounds && `${rounds}-rounds`,
    seconds && `${seconds}-s`,
    values.small && 'small',
    values.rate && `${rates.join('-')}-a-second`,
    values.before && 'before',
  ];
  return {
    parts: allParts.filter((part) => parts.includes(part)),
    pace: paced(paces.pace),
    onePace: paced(paces.onePace),
    besidesPace: paced(paces.besidesPace),
    rates,
    growthCharges,
    tune: !values.quick,
    before: values.before ?? null,
    sizes: values.small ? SMALL : NORMAL,
    seed: wholeNumber('seed', values.seed) ?? Math.floor(Math.random() * SEEDS),
    name: [
      values.parts?.replaceAll(',', '-') ?? (values.quick ? 'quick' : 'full'),
      ...own.filter(Boolean),
    ].join('-'),
    jsonFile: values.json ?? null,
  };
}

function wholeNumber(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 1)
    throw new UsageError(`--${option} ${text} is not a whole number above zero.`);
  return number;
}

function readArguments(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        quick: { type: 'boolean', default: false },
        small: { type: 'boolean', default: false },
        parts: { type: 'string' },
        rounds: { type: 'string' },
        seconds: { type: 'string' },
        before: { type: 'string' },
        seed: { type: 'string' },
        growth: { type: 'string' },
        rate: { type: 'string' },
        json: { type: 'string' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
