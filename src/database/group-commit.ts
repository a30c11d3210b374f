import { DatabaseUnavailableError } from './retry.js';

/** As many as one statement carries; beyond it, a larger group gained nothing. */
const MAX_GROUP_SIZE = 64;
/**
 * While one group is under way the next gathers, so that few commits carry many. One that is later than this waits
 * for a lock or a sick database, and the others no longer wait for it.
 */
const LATE_AFTER_MS = 25;
/** While the database writes one group it reads for the next, and the process decides; a third gained nothing. */
const GROUPS_AT_ONCE = 2;
/** Late groups that can be under way: each holds a connection of the pool, which serves others too. */
const MAX_GROUPS = 6;
/** Each time, another process got ahead: who lost so often in a row is told to try later. */
const MAX_TURNS = 100;
/** From then on each subject goes by itself, so that a busy charge no longer holds up those who came with it. */
const MAX_TURNS_TOGETHER = 5;

/** What the work says of an item that has to be done once more. */
export const again: unique symbol = Symbol('again');

/** Does the work of a group: gives the result of each item, in their order, or rejects for all of them. */
export type GroupWork<T, R> = (items: readonly T[]) => Promise<readonly (R | typeof again)[]>;

interface Member<T, R> {
  readonly item: T;
  readonly subject: string;
  readonly resolve: (result: R) => void;
  readonly reject: (error: unknown) => void;
  turns: number;
  /** Its group failed, or too often came to nothing: it goes with those of the same party only, which are those of its subject, or nobody. */
  party: string | symbol | null;
}

interface Group {
  readonly subjects: ReadonlySet<string>;
  late: boolean;
}

/**
 * Group commit: what arrives while others are under way waits and then goes together, in the order of arrival. A lone
 * item goes at once. Of one subject there is never more than one group under way.
 */
export class GroupCommit<T, R> {
  readonly #work: GroupWork<T, R>;
  readonly #mayBeOnes: (error: unknown, subjects: number) => boolean;
  readonly #underWay = new Set<Group>();
  #waiting: Member<T, R>[] = [];
  #starting = false;

  /**
   * @param mayBeOnes whether an error of a group about so many subjects may be the fault of one of them: then each
   *   subject is tried by itself, at last each item; else it is everyone's
   */
  constructor(work: GroupWork<T, R>, mayBeOnes: (error: unknown, subjects: number) => boolean) {
    this.#work = work;
    this.#mayBeOnes = mayBeOnes;
  }

  /**
   * Does the work of an item, not at once with another of the same subject.
   *
   * @throws DatabaseUnavailableError where others got ahead of it too often
   */
  run(item: T, subject: string): Promise<R> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, subject, resolve, reject, turns: 0, party: null });
      if (this.#starting) return;
      this.#starting = true;
      // After whatever else arrives in this turn of the event loop.
      setImmediate(() => {
        this.#starting = false;
        this.#start();
      });
    });
  }

  #start(): void {
    const underWay = [...this.#underWay];
    if (underWay.length >= MAX_GROUPS || underWay.filter(({ late }) => !late).length >= GROUPS_AT_ONCE)
      return;
    const members = this.#next();
    if (members.length === 0) return;
    const group = { subjects: new Set(members.map(({ subject }) => subject)), late: false };
    this.#underWay.add(group);
    const timer = setTimeout(() => {
      group.late = true;
      this.#start();
    }, LATE_AFTER_MS);
    void this.#work(members.map(({ item }) => item))
      .then(
        (results) => this.#settle(members, results),
        (error: unknown) => this.#fail(members, error),
      )
      .then((tell) => {
        clearTimeout(timer);
        this.#underWay.delete(group);
        // First: the database has something to do while the callers are answered.
        this.#start();
        tell();
      });
    this.#start();
  }

  /** Takes those who go next: the first that wait, without the subjects that are under way. */
  #next(): readonly Member<T, R>[] {
    const busy = new Set([...this.#underWay].flatMap(({ subjects }) => [...subjects]));
    const members: Member<T, R>[] = [];
    this.#waiting = this.#waiting.filter((member) => {
      const [first] = members;
      const fits = !first || (members.length < MAX_GROUP_SIZE && first.party === member.party);
      if (fits && !busy.has(member.subject)) {
        members.push(member);
        return false;
      }
      // None overtakes another of its subject.
      busy.add(member.subject);
      return true;
    });
    return members;
  }

  /** Repeats those who have to be; what it returns tells the others. */
  #settle(members: readonly Member<T, R>[], results: readonly (R | typeof again)[]): () => void {
    this.#repeat(members.filter((_, index) => results[index] === again));
    return () => {
      for (const [index, { resolve }] of members.entries()) {
        const result = results[index] as R | typeof again;
        if (result !== again) resolve(result);
      }
    };
  }

  #fail(members: readonly Member<T, R>[], error: unknown): () => void {
    const subjects = new Set(members.map(({ subject }) => subject));
    if (members.length === 1 || !this.#mayBeOnes(error, subjects.size))
      return () => {
        for (const { reject } of members) reject(error);
      };
    for (const member of members) member.party = subjects.size > 1 ? member.subject : Symbol('alone');
    this.#repeat(members);
    return () => {};
  }

  /**
   * Puts members in front of all who wait, in their order; those whom others get ahead of again and again by subject,
   * behind all but those of their own.
   */
  #repeat(members: readonly Member<T, R>[]): void {
    for (const member of members) member.turns++;
    for (const { turns, subject, reject } of members)
      if (turns >= MAX_TURNS)
        reject(new DatabaseUnavailableError('conflict', new Error(`${subject} moved ${MAX_TURNS} times`)));
    const repeated = members.filter(({ turns }) => turns < MAX_TURNS);
    const apart = repeated.some(({ turns }) => turns >= MAX_TURNS_TOGETHER);
    if (apart) for (const member of repeated) member.party ??= member.subject;
    const subjects = new Set(repeated.map(({ subject }) => subject));
    const others = this.#waiting.filter(({ subject }) => apart && !subjects.has(subject));
    const behind = this.#waiting.filter(({ subject }) => !apart || subjects.has(subject));
    this.#waiting = [...others, ...repeated, ...behind];
  }
}
