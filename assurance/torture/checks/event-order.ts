import type { Violation } from './violation.js';

/**
 * The events as all followers together saw them, from one start: whoever comes first at a place says what stands
 * there, and all others have to see the same (I2 of subscriptions: each once, in one order).
 */
export class EventOrder {
  readonly ids: string[] = [];
  readonly #places = new Map<string, number>();

  /**
   * @param place how many events the follower saw before this one
   */
  see(follower: string, place: number, id: string): Violation[] {
    const expected = this.ids[place];
    if (expected === id) return [];
    if (expected !== undefined)
      return [violation(`${follower} sees ${id} at ${place}, where another saw ${expected}`, [id, expected])];
    const earlier = this.#places.get(id);
    if (earlier !== undefined)
      return [violation(`${follower} sees ${id} at ${place}, which was seen at ${earlier}`, [id])];
    this.#places.set(id, place);
    this.ids.push(id);
    return [];
  }

  /** Holds what was seen to what the ledger has, in the order in which it can be followed. */
  compare(ledger: readonly string[]): Violation[] {
    const at = ledger.findIndex((id, index) => this.ids[index] !== id);
    if (at === -1 && this.ids.length === ledger.length) return [];
    const place = at === -1 ? ledger.length : at;
    const [has, saw] = [ledger[place], this.ids[place]];
    return [
      violation(
        `The ledger has ${has} at ${place} of ${ledger.length}, followers saw ${saw}`,
        [has, saw].filter((id) => id !== undefined),
      ),
    ];
  }
}

const violation = (what: string, subjects: readonly string[]): Violation => ({
  promise: 'Events',
  what,
  subjects,
});
