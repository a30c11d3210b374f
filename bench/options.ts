import { parseArgs } from 'node:util';

/** The parts of a run, in their order. */
const allParts = [
  'peers',
  'logging',
  'one-connection',
  'callers',
  'embedded',
  'two-processes',
  'growth',
  'realistic',
] as const;
export type Part = (typeof allParts)[number];

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
  /** For the comparisons of the gateway with itself. */
  readonly besidesPace: Pace;
  /** Requests a second of the realistic runs. */
  readonly rates: readonly number[];
  /** The name of the files in bench/results. A run of some parts does not overwrite those of complete runs. */
  readonly name: string;
  /** A file that also gets the medians in requests per second. */
  readonly jsonFile: string | null;
}

export const describePace = ({ rounds, seconds }: Pace): string => `${rounds} of ${seconds} s`;

const QUICK: Pace = { rounds: 2, seconds: 3, warmUpSeconds: 2 };
const QUICK_BESIDES: Pace = { rounds: 1, seconds: 2, warmUpSeconds: 1 };
const FULL: Pace = { rounds: 5, seconds: 8, warmUpSeconds: 4 };
const FULL_BESIDES: Pace = { rounds: 3, seconds: 5, warmUpSeconds: 3 };
const RATES = [200, 400, 800];

const usage = `npm run bench -- [--quick] [--parts ${allParts.join(',')}] [--rate 200,400,800] [--json FILE]`;

/** @throws Error with a message for the terminal, including the usage */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      parts: { type: 'string' },
      rate: { type: 'string' },
      json: { type: 'string' },
    },
  });
  const parts = values.parts?.split(',') ?? (values.quick ? ['peers', 'embedded'] : [...allParts]);
  const unknown = parts.find((part) => !allParts.some((known) => known === part));
  if (unknown !== undefined) throw new Error(`There is no part ${unknown}: ${usage}`);
  const rates = values.rate?.split(',').map(Number) ?? RATES;
  if (!rates.every((rate) => Number.isSafeInteger(rate) && rate > 0))
    throw new Error(`--rate ${values.rate} has no numbers of requests a second: ${usage}`);
  return {
    parts: allParts.filter((part) => parts.includes(part)),
    pace: values.quick ? QUICK : FULL,
    besidesPace: values.quick ? QUICK_BESIDES : FULL_BESIDES,
    rates,
    name: values.parts?.replaceAll(',', '-') ?? (values.quick ? 'quick' : 'full'),
    jsonFile: values.json ?? null,
  };
}
