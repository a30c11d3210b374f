import { DatabaseUnavailableError } from './retry.js';

/*
 * Group commit in named states.
 *
 * A MEMBER is an item with its caller's promise. It is about one subject, such as a charge.
 * - WAITING: in the queue, in the order of arrival. It never overtakes a member of the same subject.
 * - IN FLIGHT: in a group whose work has begun.
 * - ANSWERED: its promise is resolved or rejected. This is the end.
 * Two things bring a member from IN FLIGHT back to WAITING, at the front of the queue: its work returned REPEAT, or its
 * group failed and another member may have caused that.
 *
 * A GROUP is the members whose work is one transaction. Their subjects are BUSY until it is done, so one subject is
 * never in two groups.
 * - ON TIME: its work has begun. The next group gathers meanwhile, so that few commits carry many members.
 * - LATE: it has taken longer than LATE_AFTER_MS, for example because it waits for a lock. It no longer counts among the
 *   GROUPS_ON_TIME, so the others continue without it.
 * - DONE: the next group starts, then the callers are answered. This is the end.
 *
 * A member's COMPANIONS are the members with which it may share a group.
 * - 'anyone': at first.
 * - 'same subject': after a group of several subjects failed, or after MAX_REPEATS_WITH_ANYONE.
 * - 'nobody': after a group of one subject failed.
 */

/** One statement carries so many. A larger group gained nothing. */
const MAX_GROUP_SIZE = 64;
/** A healthy database writes a group in a fraction of this. */
const LATE_AFTER_MS = 25;
/** While the database writes one group, the process reads and decides the next. A third gained nothing. */
const GROUPS_ON_TIME = 2;
/** On time and late groups together. Each holds a connection of the pool, which has other users too. */
const MAX_GROUPS = 6;
/** Another process was quicker so often in a row that the caller has to try again later. */
const MAX_REPEATS = 100;
/** After so many repeats, a member shares a group only with its own subject, so that it does not hold up others. */
const MAX_REPEATS_WITH_ANYONE = 5;

/** The work's answer for an item that must be done again, because another process was quicker. */
export const REPEAT: unique symbol = Symbol('repeat');

/** Does the work of a group. Resolves to the result of each item, in order, or rejects for all of them. */
export type GroupWork<Item, Result> = (
  items: readonly Item[],
) => Promise<readonly (Result | typeof REPEAT)[]>;

/**
 * Whether one member may have caused the error of a group of so many subjects. Then the group is split, first into its
 * subjects and at last into single members. Otherwise the error is everyone's.
 */
export type MayBeCausedByOne = (error: unknown, subjectCount: number) => boolean;

interface Member<Item, Result> {
  readonly item: Item;
  readonly subject: string;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
  repeats: number;
  companions: 'anyone' | 'same subject' | 'nobody';
}

interface Group {
  readonly subjects: ReadonlySet<string>;
  late: boolean;
}

/**
 * Does the work of items in groups. A lone item starts at once. Items that arrive while groups are in flight wait, and
 * then start together. The states are described at the top of this file.
 *
 * Two instances over one database race each other, as two processes do: that costs repeats, and does no harm.
 */
export class GroupCommit<Item, Result> {
  readonly #work: GroupWork<Item, Result>;
  readonly #mayBeCausedByOne: MayBeCausedByOne;
  readonly #inFlight = new Set<Group>();
  #waiting: Member<Item, Result>[] = [];
  #startScheduled = false;

  constructor(work: GroupWork<Item, Result>, mayBeCausedByOne: MayBeCausedByOne) {
    this.#work = work;
    this.#mayBeCausedByOne = mayBeCausedByOne;
  }

  /**
   * Does the work of an item, after all earlier items of the same subject.
   *
   * @throws DatabaseUnavailableError if other processes were quicker too often
   */
  run(item: Item, subject: string): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, subject, resolve, reject, repeats: 0, companions: 'anyone' });
      if (this.#startScheduled) return;
      this.#startScheduled = true;
      // After all other items that arrive in this turn of the event loop.
      setImmediate(() => {
        this.#startScheduled = false;
        this.#start();
      });
    });
  }

  /** Starts as many groups as may be in flight. */
  #start(): void {
    if (this.#waiting.length === 0) return;
    const groups = [...this.#inFlight];
    if (groups.length >= MAX_GROUPS || groups.filter(({ late }) => !late).length >= GROUPS_ON_TIME) return;
    const members = this.#takeWaiting();
    if (members.length === 0) return;
    const group = { subjects: subjectsOf(members), late: false };
    this.#inFlight.add(group);
    const timer = setTimeout(() => {
      group.late = true;
      this.#start();
    }, LATE_AFTER_MS);
    void this.#work(members.map(({ item }) => item))
      .then(
        (results) => this.#succeed(members, results),
        (error: unknown) => this.#fail(members, error),
      )
      .then((answer) => {
        clearTimeout(timer);
        this.#inFlight.delete(group);
        // The next group starts first, so that the database has work while the callers are answered.
        this.#start();
        answer();
      });
    this.#start();
  }

  /** Takes the next group from the queue: the first members that fit together and whose subjects are not busy. */
  #takeWaiting(): readonly Member<Item, Result>[] {
    const busy = new Set([...this.#inFlight].flatMap(({ subjects }) => [...subjects]));
    const members: Member<Item, Result>[] = [];
    this.#waiting = this.#waiting.filter((member) => {
      const [first] = members;
      const fits = !first || (members.length < MAX_GROUP_SIZE && areCompanions(first, member));
      if (fits && !busy.has(member.subject)) {
        members.push(member);
        return false;
      }
      // A later member of the subject must not overtake this one.
      busy.add(member.subject);
      return true;
    });
    return members;
  }

  /** Puts the members that must be repeated back into the queue. Returns a function that answers the others. */
  #succeed(
    members: readonly Member<Item, Result>[],
    results: readonly (Result | typeof REPEAT)[],
  ): () => void {
    this.#repeat(members.filter((_, index) => results[index] === REPEAT));
    return () => {
      for (const [index, result] of results.entries()) if (result !== REPEAT) members[index]?.resolve(result);
    };
  }

  /** Splits the group, or returns a function that rejects all of its members. */
  #fail(members: readonly Member<Item, Result>[], error: unknown): () => void {
    const subjectCount = subjectsOf(members).size;
    if (members.length === 1 || !this.#mayBeCausedByOne(error, subjectCount))
      return () => {
        for (const { reject } of members) reject(error);
      };
    for (const member of members) member.companions = subjectCount > 1 ? 'same subject' : 'nobody';
    this.#repeat(members);
    return () => {};
  }

  /**
   * Puts members at the front of the queue, in order. Subjects that were repeated too often go to the back instead, so
   * that they do not hold up the others.
   */
  #repeat(members: readonly Member<Item, Result>[]): void {
    for (const member of members) member.repeats++;
    for (const { repeats, subject, reject } of members)
      if (repeats >= MAX_REPEATS)
        reject(
          new DatabaseUnavailableError('conflict', new Error(`${subject} was repeated ${MAX_REPEATS} times`)),
        );
    const repeated = members.filter(({ repeats }) => repeats < MAX_REPEATS);
    const subjects = subjectsOf(repeated);
    const isTooOften = repeated.some(({ repeats }) => repeats >= MAX_REPEATS_WITH_ANYONE);
    if (isTooOften)
      for (const member of repeated) if (member.companions === 'anyone') member.companions = 'same subject';
    const goesBefore = ({ subject }: Member<Item, Result>) => isTooOften && !subjects.has(subject);
    this.#waiting = [
      ...this.#waiting.filter(goesBefore),
      ...repeated,
      ...this.#waiting.filter((member) => !goesBefore(member)),
    ];
  }
}

type Companion = Pick<Member<unknown, never>, 'subject' | 'companions'>;

const subjectsOf = (members: readonly Companion[]): ReadonlySet<string> =>
  new Set(members.map(({ subject }) => subject));

/** Whether two members may share a group. */
const areCompanions = (one: Companion, other: Companion): boolean =>
  one.companions === other.companions &&
  (one.companions === 'anyone' || (one.companions === 'same subject' && one.subject === other.subject));
