/** Where a fault is caused. The short run leaves out faults of the database. */
export type Place = 'process' | 'socket' | 'proxy' | 'database' | 'server';

/** One fault that was caused. While it lasts, and shortly afterwards, some errors are excused. */
export interface Fault {
  readonly kind: string;
  /** The gateway that was hit. Null for both. */
  readonly process: number | null;
  readonly from: number;
  /** Infinity while the fault lasts. */
  until: number;
  /** Whether callers may get an error because of this fault. The gateway's retries hide other faults. */
  readonly excuses: boolean;
}

/** A request this soon after a fault may still be hit, for example by a dead connection in the pool. */
export const AFTERMATH_MS = 2_500;

/** All faults of a run. The checks use them to tell which errors are expected. */
export class FaultLog {
  /** @param aftermathMs how long after its end a fault still excuses */
  constructor(readonly aftermathMs: number = AFTERMATH_MS) {}

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

  /** Whether a fault that excuses errors of this process overlaps the given time. */
  excuse(process: number, from: number, until: number): boolean {
    return this.during(from - this.aftermathMs, until).some(
      (fault) => fault.excuses && (fault.process === null || fault.process === process),
    );
  }

  during(from: number, until: number): Fault[] {
    const found: Fault[] = [];
    for (let index = this.all.length - 1; index >= 0; index--) {
      const fault = this.all[index] as Fault;
      if (fault.until < from) break; // faults are sequential
      if (fault.from <= until) found.push(fault);
    }
    return found;
  }
}
