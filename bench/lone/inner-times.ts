import type { ExplainedStatement } from '../../assurance/plans/explained.js';
import { median } from '../measure/median.js';
import { grouped } from './grouped.js';

/** A statement that refunds need, also one inside a function or a trigger. */
export interface InnerTime {
  readonly text: string;
  /** How often a refund needs it. */
  readonly times: number;
  /** Microseconds per refund: the median of its times, times how often a refund needs it. */
  readonly us: number;
}

/** The statements that at least half of the refunds needed, the longest first. */
export function innerTimesOf(explained: readonly ExplainedStatement[], refunds: number): InnerTime[] {
  return [...grouped(explained, ({ text }) => text)]
    .map(([text, runs]) => {
      const times = runs.length / refunds;
      return { text, times, us: median(runs.map(({ ms }) => ms * 1000)) * times };
    })
    .filter(({ times }) => times >= 0.5)
    .sort((a, b) => b.us - a.us);
}
