import { inBench } from '../paths.js';
import { runProgram } from '../programs.js';

/** The result of a run of the load generator. */
export interface Load {
  readonly requests: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

export interface LoadRequest {
  readonly url: string;
  /** A file with the bodies to send, one per line. */
  readonly file: string;
  /** The API key to send, if the server needs one. */
  readonly key?: string | undefined;
  readonly seconds: number;
  readonly connections: number;
  /** Decides the order of the bodies. It is the same for every server. */
  readonly seed: number;
  /** How each answer must begin. */
  readonly beginning: string;
  /** Whether every answer is searched to its end for errors, which takes time of the measured machine. */
  readonly searchAll: boolean;
  /** Up to six letters or digits, different for each run on a ledger. Idempotency keys begin with them. */
  readonly run: string;
}

/**
 * Of so many answers, one is searched to its end in measured rounds. A look at the beginning of every answer costs the
 * generator 1 to 3 µs, but a search through a page of 20 KB another 26 µs, which is twice all its other work.
 */
const SEARCHED = 16;

const MS: Readonly<Record<string, number>> = { us: 0.001, ms: 1, s: 1000, m: 60_000 };

/**
 * Runs one thread of `wrk`, which sends more than any of these servers can answer.
 *
 * @throws Error with the first answer that is not 200, does not begin as it must, or holds errors; and if the server falls
 *   silent
 */
export async function runWrk({
  url,
  file,
  key,
  seconds,
  connections,
  seed,
  beginning,
  searchAll,
  run,
}: LoadRequest): Promise<Load> {
  const options = ['-t1', `-c${connections}`, `-d${seconds}s`, '--timeout', '10s', '--latency'];
  const script = [
    '-s',
    inBench('load/requests.lua'),
    url,
    '--',
    file,
    String(seed),
    run,
    beginning,
    String(searchAll ? 1 : SEARCHED),
    ...(key ? [key] : []),
  ];
  const text = await runProgram('wrk', [...options, ...script]);
  return readReport(text, url);
}

/** Reads what wrk and its script print. @throws Error as `runWrk` does */
export function readReport(text: string, url: string): Load {
  checkAnswers(text, url);
  const bad = /Non-2xx or 3xx responses: \d+|Socket errors: .*/.exec(text);
  if (bad) throw new Error(`${url}: ${bad[0]}`);
  const find = (pattern: RegExp): string[] => {
    const found = pattern.exec(text);
    if (!found) throw new Error(`wrk reported no ${pattern}: ${text}`);
    return found.slice(1);
  };
  const latency = (percent: number): number => {
    const [value, unit] = find(new RegExp(`^\\s+${percent}%\\s+([\\d.]+)(us|ms|s|m)\\s*$`, 'm'));
    return Number(value) * (MS[unit ?? ''] ?? Number.NaN);
  };
  const requests = Number(find(/(\d+) requests in/)[0]);
  const [seen, silent] = find(/^Answers: (\d+) seen, \d+ searched, silent for (\d+) s/m);
  // wrk counts no request that is never answered, not even as late.
  if (requests === 0 || Number(silent) > MOST_SILENT)
    throw new Error(`${url}: silent for the last ${silent} s, after ${requests} answers`);
  // wrk may count answers of its last moment that the script does not see any more, and the other way round.
  if (Math.abs(Number(seen) - requests) > MOST_UNSEEN)
    throw new Error(`${url}: only ${seen} of ${requests} answers were looked at`);
  return {
    requests,
    perSecond: Number(find(/Requests\/sec:\s+([\d.]+)/)[0]),
    p50Ms: latency(50),
    p99Ms: latency(99),
  };
}

const MOST_UNSEEN = 64;
/** Whole seconds: less than two may be only the turn of one. */
const MOST_SILENT = 1;

function checkAnswers(text: string, url: string): void {
  const [, wrong = '', first] = /^Answers: [^:]*, (\d+) wrong: (.*)$/m.exec(text) ?? [];
  if (wrong !== '0')
    throw new Error(`${url}: ${wrong || 'unknown'} wrong answers, the first: ${first ?? text}`);
}
