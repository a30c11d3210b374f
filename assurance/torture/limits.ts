/** What the run's policy allows a caller, in US dollars, the currency of all its charges (rules, section 12). */
export interface RunLimit {
  /** A name, or the start of names if it ends with `*`. */
  readonly caller: string;
  /** Undefined is no limit. */
  readonly maxAmount?: number;
  readonly maxAmountPerDay?: number;
  readonly maxCountPerDay?: number;
  readonly aboveLimit: 'approve' | 'refuse';
}

/** The caller of all clients that no limit concerns. */
export const SHOP = 'shop';
/** They ask for approvals, and their days are used up in the course of a long run. */
export const DESKS = ['desk-1', 'desk-2'] as const;
/** It is refused beyond its limits. */
export const BOT = 'bot';
/** They approve, the second one only small amounts. */
export const SUPERVISORS = ['supervisor-1', 'supervisor-2'] as const;
/** Each crowd is a new caller with an unused day. */
export const CROWDS = ['crowd-sum', 'crowd-count', 'crowd-ask'] as const;

/** The limits of the run. Nobody else has one. */
const limits: readonly RunLimit[] = [
  { caller: 'desk-1', maxAmount: 400, maxAmountPerDay: 60_000, aboveLimit: 'approve' },
  { caller: 'desk-2', maxAmount: 300, maxCountPerDay: 500, aboveLimit: 'approve' },
  { caller: BOT, maxAmount: 200, maxAmountPerDay: 50_000, maxCountPerDay: 1_000, aboveLimit: 'refuse' },
  { caller: 'supervisor-2', maxAmount: 2_000, aboveLimit: 'refuse' },
  { caller: 'crowd-sum-*', maxAmountPerDay: 100, aboveLimit: 'refuse' },
  { caller: 'crowd-count-*', maxCountPerDay: 5, aboveLimit: 'refuse' },
  { caller: 'crowd-ask-*', maxAmountPerDay: 100, maxCountPerDay: 7, aboveLimit: 'approve' },
];

/** The limit of a caller; null if it has none. */
export const limitOf = (name: string): RunLimit | null =>
  limits.find(({ caller }) =>
    caller.endsWith('*') ? name.startsWith(caller.slice(0, -1)) : name === caller,
  ) ?? null;

/** The text of the policy file. */
export const policyText = (): string =>
  JSON.stringify({ limits: limits.map((limit) => ({ ...limit, currency: 'usd' })) });
