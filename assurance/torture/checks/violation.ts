/** A broken promise: what breaks it, and the charges, refunds or keys that show it. */
export interface Violation {
  /** The name in RULES.md: one of the promises I1 to I16, or a section or rule that verify checks. */
  readonly promise: string;
  readonly what: string;
  readonly subjects: readonly string[];
}

/** A list with the violation, or an empty list if the promise holds. */
export const unless = (holds: boolean, promise: string, what: string, subjects: readonly string[]) =>
  holds ? [] : [{ promise, what, subjects }];
