import type { Database } from '../../src/ledger/open-ledger.js';
import type { CreateContext } from '../../src/refunds/create/create-refund.js';
import { RefundGroups } from '../../src/refunds/create/refund-groups.js';
import type { VerbContext } from '../../src/refunds/verb-context.js';
import type { CreateRefundInput } from '../../src/rules/refund-input.js';
import { createWithoutApproval } from '../../test/support/gateways/create-without-approval.js';
import { TestClock } from '../../test/support/gateways/test-clock.js';
import { testGateway } from '../../test/support/gateways/test-gateway.js';
import { testSandbox } from '../../test/support/gateways/test-sandbox.js';
import { accepted } from '../../test/support/gateways/test-verbs.js';

/** How the charges of `fillLedger` were paid, by the remainder of their number when it is divided by four. */
const METHODS = { card: 0, withShares: 1, debit: 2, asksCustomer: 3 } as const;
export type Method = keyof typeof METHODS;

export const chargeId = (n: number): string => `ch_${String(n).padStart(9, '0')}`;
export const refundId = (n: number): string => `re_${String(n).padStart(9, '0')}`;
export const instructionsEmail = 'jenny@example.com';

/** The verbs and the API over a filled ledger, with charges that no case has used yet. */
export class VerbWorld {
  readonly database: Database;
  readonly clock = new TestClock();
  readonly gateway: ReturnType<typeof testGateway>;
  readonly groups: RefundGroups;
  readonly #charges: number;
  readonly #used = { card: 0, withShares: 0, debit: 0, asksCustomer: 0 };

  constructor(database: Database, charges: number) {
    this.database = database;
    this.#charges = charges;
    this.groups = new RefundGroups(database);
    this.gateway = testGateway({ holder: { database } });
  }

  as(actor: string | null): VerbContext & CreateContext {
    const { database, groups, clock } = this;
    return { database, groups, clock, processor: testSandbox, actor };
  }

  /** The number of a charge. Small ledgers have so few that they are used again. */
  charge(method: Method): number {
    const turn = this.#used[method]++ % Math.floor(this.#charges / 4 - 1);
    return 4 * (turn + 1) + METHODS[method];
  }

  /** A new refund of a charge that was paid in this way. */
  async refund(method: Method, more: Partial<CreateRefundInput> = {}) {
    const charge = chargeId(this.charge(method));
    const asked = method === 'asksCustomer' ? { instructionsEmail } : {};
    const input = { charge, amount: 1n, ...asked, ...more };
    return accepted(await createWithoutApproval(this.as('desk'), input)).refund;
  }

  async query(text: string, variables: object = {}): Promise<void> {
    const { errors } = await this.gateway.query(text, variables);
    if (errors) throw new Error(errors[0]?.message);
  }
}
