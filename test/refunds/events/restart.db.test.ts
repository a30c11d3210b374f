import { expect, inject, test } from 'vitest';
import { approveRefund } from '../../../src/refunds/approvals/approve-refund.js';
import { expireApprovals } from '../../../src/refunds/approvals/expire-approvals.js';
import { rejectRefund } from '../../../src/refunds/approvals/reject-refund.js';
import { openStream } from '../../support/clients/event-stream.js';
import { letExpire, newApproval } from '../../support/gateways/ask-for-approval.js';
import { accepted, testVerbs } from '../../support/gateways/test-verbs.js';
import { settingsOf, startGateway } from '../../support/processes/processes.js';
import { eventIdOf } from '../../support/rows/feed-events.js';
import { insertCharge } from '../../support/rows/ledger-rows.js';

const verbs = testVerbs();
const FOLLOW = `subscription ($filter: RefundApprovalEventFilter, $afterEvent: ID) {
  refundApprovalEvents(filter: $filter, afterEvent: $afterEvent) { id } }`;

test.runIf(inject('template').kind === 'postgresql')(
  'rule 13.7: a follower of approvals misses no event of other processes, while its own is killed and another one starts',
  { tags: ['long'] },
  async () => {
    const settings = await settingsOf(verbs.database);
    const { id: charge } = await insertCharge(verbs.database);
    const ask = async () => (await newApproval(verbs.as('anna'), { charge, amount: 1n })).id;
    const follow = async (url: string, afterEvent: string | null) =>
      openStream(`${url}/graphql`, FOLLOW, { filter: { charge }, afterEvent });
    const idsOf = (answers: Awaited<ReturnType<Awaited<ReturnType<typeof follow>>['take']>>) =>
      answers.map(({ data }) => data.refundApprovalEvents.id as string);

    const first = await startGateway(settings);
    const stream = await follow(first.url, null);
    const [approved, rejected] = [await ask(), await ask()];
    const told = idsOf(await stream.take(2));
    first.child.kill('SIGKILL');
    await first.ended;
    stream.cut();
    accepted(await approveRefund(verbs.as('ben'), approved, null));
    accepted(await rejectRefund(verbs.as('ben'), rejected, null));

    const second = await startGateway(settings);
    const resumed = await follow(second.url, told.at(-1) ?? null);
    told.push(...idsOf(await resumed.take(2)));
    const expired = await ask();
    await letExpire(verbs, expired);
    await expireApprovals(verbs.database);
    told.push(...idsOf(await resumed.take(2)));
    resumed.cut();
    expect(told).toEqual([
      eventIdOf(approved, 'requested'),
      eventIdOf(rejected, 'requested'),
      eventIdOf(approved, 'approved'),
      eventIdOf(rejected, 'rejected'),
      eventIdOf(expired, 'requested'),
      eventIdOf(expired, 'expired'),
    ]);
  },
);
