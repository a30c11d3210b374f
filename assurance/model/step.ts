import assert from 'node:assert/strict';
import type fc from 'fast-check';
import type { Counts } from './counts.js';
import type { Gateway } from './gateway.js';
import { brokenPromises, strayMoney } from './invariants.js';
import type { Ledger } from './ledger.js';
import { brokenApprovals } from './limit-invariants.js';
import type { Request } from './request.js';
import { databaseDays, databaseState, modelDays, modelState } from './state.js';

export interface KeyedRequest {
  readonly request: Request;
  readonly caller: string | null;
}

/** The model's side of a run. */
export interface World {
  readonly ledger: Ledger;
  /** When the run began. Each run begins after the previous run. */
  readonly since: Date;
  /** The first request of each key, for retries. */
  readonly requests: KeyedRequest[];
  readonly counts: Counts;
  /** The operations and their outcomes, shown with a counterexample. */
  readonly history: string[];
}

/** Runs an operation in the model and in the gateway, compares the answers, and returns the outcome in a few words. */
type Act<Operation> = (operation: Operation, world: World, gateway: Gateway) => Promise<string>;

/** Operations of one kind. After each operation the ledgers are compared. */
export const steps = <Operation>(
  kind: string,
  operations: fc.Arbitrary<Operation>,
  act: Act<Operation>,
  /** Whether the operation is possible now. Impossible operations are skipped. */
  isPossible: (operation: Operation, world: Readonly<World>) => boolean = () => true,
): fc.Arbitrary<fc.AsyncCommand<World, Gateway>> =>
  operations.map((operation) => ({
    check: (world) => isPossible(operation, world),
    toString: () => `${kind} ${show(operation)}`,
    async run(world, gateway) {
      const { ledger, counts, history } = world;
      const before = ledger.refunds.map(({ status }) => status);
      history.push(`${kind} ${show(operation)}`);
      try {
        const outcome = await act(operation, world, gateway);
        counts.add(kind, outcome);
        history.push(`  ${outcome}`);
        await compare(world, gateway);
      } catch (error) {
        if (error instanceof Error) error.message += `\n\nThe operations so far:\n${history.join('\n')}`;
        throw error;
      }
      for (const [index, was] of before.entries()) {
        const { status, failureReason } = ledger.refunds[index] ?? {};
        if (status !== was) counts.add('transition', `${was} → ${status} ${failureReason ?? ''}`.trim());
      }
    },
  }));

async function compare({ ledger, since }: World, { database }: Gateway): Promise<void> {
  const ids = ledger.charges.map(({ id }) => id);
  assert.deepEqual(await databaseState(database, ids), modelState(ledger));
  assert.deepEqual(await databaseDays(database, since), modelDays(ledger));
  assert.deepEqual(await brokenPromises(database, ids), []);
  if (ledger.approvals.length > 0) assert.deepEqual(await brokenApprovals(database, ids), []);
  assert.deepEqual(await strayMoney(database, ids, since), []);
}

/** A short text for a value. Undefined fields are not shown. */
export const show = (value: unknown): string =>
  JSON.stringify(value, (_, each) => (each instanceof Map ? Object.fromEntries(each) : each));
