/** How strongly a row is locked, as PostgreSQL has it. A new value of a unique index is locked as by an update. */
export type Mode = 'key share' | 'share' | 'no key update' | 'update';

/** What several verbs lock. The order is the one in which every verb locks them. */
export const things = [
  'imports',
  'key',
  'day',
  'charge',
  'other charge',
  'approval',
  'payment intent',
  'task',
  'refund',
] as const;
export type Thing = (typeof things)[number];

/** What a verb holds before its commit. */
export type Locks = Readonly<Partial<Record<Thing, Mode>>>;

const conflicts: Readonly<Record<Mode, readonly Mode[]>> = {
  'key share': ['update'],
  share: ['no key update', 'update'],
  'no key update': ['share', 'no key update', 'update'],
  update: ['key share', 'share', 'no key update', 'update'],
};

/** The things for which one of two verbs waits while the other one holds its locks. */
export const contested = (held: Locks, wanted: Locks): readonly Thing[] =>
  things.filter((thing) => {
    const [one, other] = [held[thing], wanted[thing]];
    return one !== undefined && other !== undefined && conflicts[one].includes(other);
  });
