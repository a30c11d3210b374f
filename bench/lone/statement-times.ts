import { grouped } from './grouped.js';

/** The steps in which PostgreSQL runs a prepared statement. It is parsed once per connection. */
export const phases = ['parse', 'bind', 'execute'] as const;
type Phase = (typeof phases)[number];

/** What a statement is for. The recording calls a function that writes the refund. */
export type Purpose = 'reading' | 'recording';

/** The time of one step of one statement, from the server's log. */
interface LoggedStep {
  readonly phase: Phase;
  readonly text: string;
  readonly us: number;
}

/** Microseconds per refund of each step, by purpose. */
export type StepTimes = Readonly<Record<Purpose, Readonly<Record<Phase, number>>>>;

/** The step that a message of `log_min_duration_statement` tells; null if it is another message. */
export function readStep(message: string): LoggedStep | null {
  const found = /^duration: ([\d.]+) ms {2}(parse|bind|execute|statement)( [^\n]*?)?: (.*)$/s.exec(message);
  const [, ms, phase, , text = ''] = found ?? [];
  if (phase === undefined) return null;
  return {
    // A statement without parameters has no steps of its own.
    phase: phase === 'statement' ? 'execute' : (phase as Phase),
    text,
    us: Number(ms) * 1000,
  };
}

const RECORDS = /\b(record|create)_refunds?\w*\s*\(/;
/** These belong to the commit. */
const TRANSACTION = /^\s*(BEGIN|COMMIT)\b/i;

/**
 * The times of the statements that refunds need. What runs for fewer than half of them is work in the background.
 *
 * @param middle the average of the times of one step: its result, times how often a refund needs the step, is its time
 */
export function stepTimesOf(
  steps: readonly LoggedStep[],
  refunds: number,
  middle: (times: readonly number[]) => number,
): StepTimes {
  const byText = grouped(
    steps.filter(({ text }) => !TRANSACTION.test(text)),
    ({ text }) => text,
  );
  const needed = [...byText].filter(([, some]) => timesIn(some, 'execute').length >= refunds / 2);
  const timesOf = (purpose: Purpose) => {
    const own = needed.filter(([text]) => RECORDS.test(text) === (purpose === 'recording'));
    const sum = (phase: Phase) =>
      own
        .map(([, some]) => timesIn(some, phase))
        .filter((times) => times.length > 0)
        .reduce((total, times) => total + (middle(times) * times.length) / refunds, 0);
    return { parse: sum('parse'), bind: sum('bind'), execute: sum('execute') };
  };
  return { reading: timesOf('reading'), recording: timesOf('recording') };
}

const timesIn = (steps: readonly LoggedStep[], phase: Phase): number[] =>
  steps.filter((step) => step.phase === phase).map(({ us }) => us);

/** The times of all steps together. */
export const sumOf = (times: StepTimes): number =>
  [times.reading, times.recording].reduce((sum, { parse, bind, execute }) => sum + parse + bind + execute, 0);
