import assert from 'node:assert/strict';
import type fc from 'fast-check';
import type { Counts } from './counts.js';
import type { Request } from './decide.js';
import type { Gateway } from './gateway.js';
import { brokenPromises, strayMoney } from './invariants.js';
import type { Ledger } from './ledger.js';
import { databaseState, modelState } from './state.js';

export interface KeyedRequest {
  readonly request: Request;
  readonly caller: string | null;
}

/** The model's side of a run. */
export interface World {
  readonly ledger: Ledger;
  /** When the run began; each begins after the one before. */
  readonly since: Date;
  /** What first used each key, to be asked again. */
  readonly requests: KeyedRequest[];
  readonly counts: Counts;
  /** What was done and what came of it, for whoever reads a counterexample. */
  readonly history: string[];
}

/** One operation, done in the model and in the gateway, and all that can be seen compared after it. */
export abstract class Step<Operation> implements fc.AsyncCommand<World, Gateway> {
  abstract readonly kind: string;
  readonly operation: Operation;

  constructor(operation: Operation) {
    this.operation = operation;
  }

  /** Whether it can be done now; what cannot is left out, and a failure shrinks without it. */
  check(_world: Readonly<World>): boolean {
    return true;
  }

  /** What it means in this run, for whoever reads. */
  protected describe(_world: World): string {
    return show(this.operation);
  }

  /** Does it in both, compares the answers, and says what came of it in a few words. */
  protected abstract act(world: World, gateway: Gateway): Promise<string>;

  async run(world: World, gateway: Gateway): Promise<void> {
    const { ledger, counts, history } = world;
    const before = new Map(ledger.refunds.map((refund) => [refund, refund.status]));
    history.push(`${this.kind} ${this.describe(world)}`);
    try {
      const outcome = await this.act(world, gateway);
      counts.add(this.kind, outcome);
      history.push(`  ${outcome}`);
      const ids = ledger.charges.map(({ id }) => id);
      assert.deepEqual(await databaseState(gateway.database, ids), modelState(ledger));
      assert.deepEqual(await brokenPromises(gateway.database, ids), []);
      assert.deepEqual(await strayMoney(gateway.database, ids, world.since), []);
    } catch (error) {
      if (error instanceof Error) error.message += `\n\nWhat was done:\n${history.join('\n')}`;
      throw error;
    }
    for (const [{ status, failureReason }, was] of before)
      if (status !== was) counts.add('transition', `${was} → ${status} ${failureReason ?? ''}`.trim());
  }

  toString(): string {
    return `${this.kind} ${show(this.operation)}`;
  }
}

/** As short as can be: what is left out is not shown. */
export const show = (value: unknown): string =>
  JSON.stringify(value, (_, each) => (each instanceof Map ? Object.fromEntries(each) : each));
