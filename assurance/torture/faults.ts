/** Where a fault is made; the short run leaves out those of the database. */
export type Place = 'process' | 'socket' | 'proxy' | 'database' | 'server';

/** One fault that was made: while it lasts, and shortly after, some errors are excused. */
export interface Fault {
  readonly kind: string;
  /** The gateway that it hit, null for both. */
  readonly process: number | null;
  readonly from: number;
  /** Infinity while it lasts. */
  until: number;
  /** Whether a caller may get an error for it: retries hide the others. */
  readonly excuses: boolean;
}

/** What is asked so soon after a fault may still meet it, as a connection that the pool does not know to be dead. */
export const AFTERMATH_MS = 2_500;

/** All faults of a run, by which the checks know what was to be expected. */
export class FaultLog {
  readonly all: Fault[] = [];
  readonly counts = new Map<string, number>();

  begin(fault: Pick<Fault, 'kind' | 'process' | 'from' | 'excuses'>): Fault {
    const begun = { ...fault, until: Number.POSITIVE_INFINITY };
    this.all.push(begun);
    return begun;
  }

  count(kind: string, times = 1): void {
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + times);
  }

  /** Whether a fault that a caller may notice overlaps what was asked of a process in that time. */
  excuse(process: number, from: number, until: number): boolean {
    return this.during(from - AFTERMATH_MS, until).some(
      (fault) => fault.excuses && (fault.process === null || fault.process === process),
    );
  }

  during(from: number, until: number): Fault[] {
    const found: Fault[] = [];
    for (let index = this.all.length - 1; index >= 0; index--) {
      const fault = this.all[index] as Fault;
      if (fault.until < from) break; // they are made one after the other
      if (fault.from <= until) found.push(fault);
    }
    return found;
  }
}
