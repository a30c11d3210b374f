import { expect, test } from 'vitest';
import { checks } from '../../src/verify/verify-ledger.js';

test('each check names the rule that it checks', () => {
  expect(checks.map(({ rule, holds }) => `${rule}: ${holds}`)).toMatchInlineSnapshot(`
    [
      "I1: the held refunds and the opening balance of a charge add up to its amount_refunded",
      "I1: no charge is refunded above its ceiling or below its opening balance",
      "Section 2: a refund that is a release was imported, moved no money, and has the amount that was not captured",
      "Section 3: the refunds of a charge’s application fee add up to its total, which never exceeds the fee",
      "Section 3: the reversals of a charge’s transfer add up to its total, which never exceeds the transfer",
      "Sections 1 and 2: the ceiling of a charge, and whether it can be refunded, follow from its state and its disputes",
      "I8: a refund has the currency of its charge, and no payment intent other than that of its charge",
      "Section 2: the amount of a refund created by the gateway is at least 1 and a multiple of its currency’s step",
      "Section 6: a refund created by the gateway says why it is pending, when its action expires, or why it failed",
      "Section 4: the metadata of a refund created by the gateway is within its limits",
      "Rule 16.1: a refund replaces only a failed or canceled one of its charge, and its history says so",
      "Rule 16.2: of the refunds that replace the same one, at most one has neither failed nor been canceled",
      "Rule 16.3: the lines of a refund add up to its amount",
      "I7: every refund has one creation event, its first, with the time of the refund if the gateway created it",
      "I6: the events of a refund created by the gateway follow the table of transitions",
      "I7: one event per transition, with the status before and after",
      "Section 6: a refund that fails gets the event refund_failed, and no other change does",
      "I6: the last event has the current status of its refund",
      "I7: a refund created by the gateway that moves money takes its amount from the balance",
      "I6: a refund created by the gateway gives its amount back to the balance if it failed or was canceled, and only then",
      "I6: no balance transaction of a refund created by the gateway is used twice",
      "Section 3: the fee refund of a refund created by the gateway is complete and belongs to it alone",
      "Section 3: the transfer reversal of a refund created by the gateway is complete and belongs to it alone",
      "I3: an idempotency key has one outcome, an existing refund, an approval or a refusal, and no refund or approval has two keys",
      "Section 12: what a caller has refunded in a day is the sum of the refunds that the day counts",
      "Section 7: the processor has tasks only for refunds created by the gateway that can still change",
      "Section 7: a refund created by the gateway that is pending or requires action has a task that will change it",
      "Section 7: no task is parked: the processor knows the step of each",
      "Section 5: an entry of the block list comes from a refund for fraud and belongs to its charge",
      "Rule 13.4: an approved approval has its refund, of the same charge and amount, and no other approval has one",
      "Rule 13.3: the refund of an approval replaces and lists what was asked for",
      "Rule 13.1: no refund has two approvals",
      "Rule 13.2: an approval was decided by another caller than the one who asked, in time",
      "Rule 13.4: a refund names who asked for it: the actor of its creation, unless that caller approved it; then no day counts it",
      "Rule 13.7: an approval has one event of its request, then one of its end unless it is pending",
      "Rule 13.7: the events of an approval have its callers and its times",
      "Section 9: every id begins with the prefix of its kind",
      "I7: every reference leads to a row",
    ]
  `);
});
