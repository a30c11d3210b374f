/** Picks an element by number. Every number is valid, so a counterexample keeps its meaning while it shrinks. */
export const pick = <T>(all: readonly T[], number: number): T | undefined => all[number % all.length];
