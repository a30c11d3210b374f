import assert from 'node:assert/strict';
import { createClient } from 'graphql-sse';
import { refundableCharge, send, url } from '../support/gateway';

const client = createClient({ url, singleConnection: false });

interface Event {
  readonly refundEvents: {
    readonly id: string;
    readonly type: string;
    readonly refund: { readonly amount: number };
  };
}
const FOLLOW = `subscription ($charge: ID!, $afterEvent: ID) {
  refundEvents(filter: { charge: $charge }, afterEvent: $afterEvent) { id type refund { amount } }
}`;
const follow = (charge: string, afterEvent?: string) =>
  client.iterate<Event>({ query: FOLLOW, variables: { charge, afterEvent } })[Symbol.asyncIterator]();

const charge = await refundableCharge(1);
const refund = (amount: number) =>
  send('mutation ($input: CreateRefundInput!) { createRefund(input: $input) { __typename } }', {
    input: { charge, amount },
  });

const events = follow(charge);
const first = events.next();
// Until the stream is open, it has no events. A refund every second brings one for certain.
const timer = setInterval(() => void refund(1), 1_000);
const { value } = await first;
clearInterval(timer);
const { type, id, refund: seen } = value.data.refundEvents;
assert.deepEqual([type, seen.amount], ['REFUND_CREATED', 1]);
await events.return?.();

// What happened while the client was away comes first.
await refund(2);
const again = follow(charge, id);
for (let amount = 0; amount !== 2; ) {
  const { value } = await again.next();
  assert.notEqual(value.data.refundEvents.id, id);
  amount = value.data.refundEvents.refund.amount;
}
await again.return?.();
client.dispose();
