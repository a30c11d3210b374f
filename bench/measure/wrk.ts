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
  /** Up to six letters or digits, different for each run on a ledger. Idempotency keys begin with them. */
  readonly run: string;
}

const MS: Readonly<Record<string, number>> = { us: 0.001, ms: 1, s: 1000, m: 60_000 };

/**
 * Runs one thread of `wrk`, which sends more than any of these servers can answer. @throws Error on an answer that is
 * not 2xx
 */
export async function runWrk({
  url,
  file,
  key,
  seconds,
  connections,
  seed,
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
    ...(key ? [key] : []),
  ];
  const text = await runProgram('wrk', [...options, ...script]);
  return readReport(text, url);
}

function readReport(text: string, url: string): Load {
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
  return {
    requests: Number(find(/(\d+) requests in/)[0]),
    perSecond: Number(find(/Requests\/sec:\s+([\d.]+)/)[0]),
    p50Ms: latency(50),
    p99Ms: latency(99),
  };
}
