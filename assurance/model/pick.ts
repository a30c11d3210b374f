/** The one of several that a number means: any number means one, so that shrinking keeps the meaning. */
export const pick = <T>(of: readonly T[], number: number): T | undefined => of[number % of.length];
