import type { Violation } from './violation.js';

/**
 * The events that all followers saw, from the same start. The first follower at a place decides its event, and all
 * others must see the same event there (I2 for subscriptions: each event once, in one order).
 */
export class EventOrder {
  readonly ids: string[] = [];
  readonly #places = new Map<string, number>();

  /**
   * @param place the number of events that the follower saw before this one
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

  /** Compares the seen events with the events of the ledger, in the order of the feed. */
  compare(ledger: readonly string[]): Violation[] {
    const different = ledger.findIndex((id, index) => this.ids[index] !== id);
    if (different === -1 && this.ids.length === ledger.length) return [];
    const place = different === -1 ? ledger.length : different;
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
