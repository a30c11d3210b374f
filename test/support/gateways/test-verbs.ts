import type { Refund } from '../../../prisma/generated/prisma/client.js';
import type { CreatedRefund } from '../../../src/refunds/create/create-group.js';
import type { CreateContext } from '../../../src/refunds/create/create-refund.js';
import type { VerbContext } from '../../../src/refunds/verb-context.js';
import type { CreateRefundInput } from '../../../src/rules/refund-input.js';
import { isRefusal, type Refusal } from '../../../src/rules/refusal.js';
import { testDatabase } from '../databases/test-database.js';
import { createWithoutApproval } from './create-without-approval.js';
import { TestClock } from './test-clock.js';
import { testGroups } from './test-groups.js';
import { testSandbox } from './test-sandbox.js';

/** The answer of a verb. Throws if the verb refused. */
export function accepted<T extends object>(answer: T | Refusal): T {
  if (isRefusal(answer)) throw new Error(`Refused: ${answer.code} ${answer.message}`);
  return answer;
}

/** The refusal of a verb. Throws if the verb did not refuse. */
export function refused(answer: object): Refusal {
  if (!isRefusal(answer)) throw new Error('Not refused');
  return answer;
}

/** The verbs over a database for this file and a clock that stands still. Tests call the verbs as GraphQL does. */
export function testVerbs() {
  const holder = testDatabase();
  const clock = new TestClock();
  const groups = testGroups(holder);
  const as = (actor: string | null): VerbContext & CreateContext => ({
    database: holder.database,
    groups: groups(),
    clock,
    processor: testSandbox,
    actor,
  });
  const create = (input: CreateRefundInput, actor: string | null = null): Promise<CreatedRefund | Refusal> =>
    createWithoutApproval(as(actor), input);
  return {
    clock,
    as,
    create,
    get database() {
      return holder.database;
    },
    /** Creates a refund, and throws if the rules refuse it. */
    refund: async (input: CreateRefundInput, actor: string | null = null): Promise<Refund> =>
      accepted(await create(input, actor)).refund,
    chargeNow: (id: string) => holder.database.prisma.charge.findUniqueOrThrow({ where: { id } }),
    refundsOf: (chargeId: string) =>
      holder.database.prisma.refund.findMany({
        where: { chargeId },
        orderBy: [{ created: 'asc' }, { id: 'asc' }],
      }),
    eventsOf: (refundId: string) =>
      holder.database.prisma.refundEvent.findMany({ where: { refundId }, orderBy: { position: 'asc' } }),
  };
}
