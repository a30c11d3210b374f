import assert from 'node:assert/strict';
import type { Random } from '../../src/sample-data/random.js';
import { ask, type RunningGateway } from '../../test/support/processes/gateway-process.js';

/** One refund that a caller wants. It is created at most once, even if the gateway is killed. */
interface Wish {
  readonly charge: string;
  readonly idempotencyKey: string;
  readonly amount: number;
  /** The fields of the refund that never change. Set when an answer arrives. */
  answered?: { readonly id: string };
  /** The note was written to the refund's metadata, and the write was answered. */
  noted?: boolean;
}

const FIXED = 'id amount currency created reason charge { id }';
const CREATE = `mutation ($input: CreateRefundInput!) { createRefund(input: $input) {
  __typename ... on CreateRefundPayload { idempotentReplay refund { ${FIXED} } } } }`;
const NOTE = `mutation ($id: ID!, $metadata: Metadata!) { updateRefundMetadata(input: { refund: $id, metadata: $metadata }) { __typename } }`;
const KEPT = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Refund { ${FIXED} metadata } } }`;
/** `nodes` takes this many ids at once. */
const MAX_IDS = 100;
/** Each check also repeats this many keys that an earlier check has already repeated. */
const OLD_KEYS = 50;

/** Callers that ask for refunds and remember the answers. */
export class Callers {
  readonly wishes: Wish[] = [];
  #asked = 0;
  constructor(
    readonly charges: readonly string[],
    readonly name: string,
    private readonly random: Random,
  ) {}

  /** The number of wishes that were answered. */
  get answered(): number {
    return this.wishes.reduce((count, { answered }) => count + (answered ? 1 : 0), 0);
  }

  /** Asks for one refund after another, each with a note, until the gateway is gone. */
  async run(gateway: RunningGateway): Promise<void> {
    while (gateway.child.exitCode === null && !gateway.child.killed) {
      const wish: Wish = {
        charge: this.random.pick(this.charges),
        idempotencyKey: `${this.name}-${this.wishes.length}`,
        amount: this.random.between(1, 999),
      };
      this.wishes.push(wish);
      // A kill cuts the request. Only the key can tell whether the refund was created.
      await this.#ask(gateway, wish)
        .then(() => this.#note(gateway, wish))
        .catch(() => {});
    }
  }

  /**
   * Expects that every answered refund is unchanged and that its key replays it. Requests without an answer are
   * repeated: their refunds exist already or are created now.
   */
  async expectKept(gateway: RunningGateway): Promise<{ madeBefore: number; madeNow: number }> {
    for (const wishes of batches(this.wishes.filter(({ answered }) => answered))) {
      const { nodes } = await ask<{ nodes: Record<string, unknown>[] }>(gateway, KEPT, {
        ids: wishes.map(({ answered }) => answered?.id),
      });
      for (const [index, { answered, noted, idempotencyKey }] of wishes.entries())
        expectRefund(nodes[index], answered, noted ? { note: idempotencyKey } : null);
    }
    let [madeBefore, madeNow] = [0, 0];
    const old = Array.from(
      { length: this.#asked && OLD_KEYS },
      () => this.wishes[this.random.between(0, this.#asked - 1)],
    );
    for (const wish of [...old, ...this.wishes.slice(this.#asked)]) {
      if (!wish) continue;
      const before = wish.answered;
      const replayed = await this.#ask(gateway, wish);
      if (before) {
        assert.deepEqual(wish.answered, before);
        assert.ok(replayed, `The key ${wish.idempotencyKey} made a second refund`);
      } else if (replayed) madeBefore++;
      else madeNow++;
    }
    this.#asked = this.wishes.length;
    return { madeBefore, madeNow };
  }

  /** Asks for the refund, and returns whether the answer was a replay. */
  async #ask(gateway: RunningGateway, wish: Wish): Promise<boolean> {
    const { charge, idempotencyKey, amount } = wish;
    const { createRefund } = await ask<{
      createRefund: { __typename: string; idempotentReplay: boolean; refund: { id: string } };
    }>(gateway, CREATE, { input: { charge, idempotencyKey, amount } });
    assert.equal(createRefund.__typename, 'CreateRefundPayload');
    wish.answered = createRefund.refund;
    return createRefund.idempotentReplay;
  }

  async #note(gateway: RunningGateway, wish: Wish): Promise<void> {
    const metadata = { note: wish.idempotencyKey };
    await ask(gateway, NOTE, { id: wish.answered?.id, metadata });
    wish.noted = true;
  }
}

/** Expects the refund as it was answered, with its metadata if the metadata change was answered. */
function expectRefund(
  kept: Record<string, unknown> | undefined,
  answered: object | undefined,
  metadata: object | null,
): void {
  const { metadata: keptMetadata, ...rest } = kept ?? {};
  assert.deepEqual(rest, answered);
  if (metadata) assert.deepEqual(keptMetadata, metadata);
}

function* batches<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let start = 0; start < all.length; start += MAX_IDS) yield all.slice(start, start + MAX_IDS);
}
