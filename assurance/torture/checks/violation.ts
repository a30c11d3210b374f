/** A promise that was seen broken, by what, and which charge, refund or key shows it. */
export interface Violation {
  /** Its name in RULES.md: one of the promises I1 to I13, or a section or rule that verify holds the ledger to. */
  readonly promise: string;
  readonly what: string;
  readonly subjects: readonly string[];
}

/** The violation, as a list that is empty where all is well. */
export const unless = (holds: boolean, promise: string, what: string, subjects: readonly string[]) =>
  holds ? [] : [{ promise, what, subjects }];
