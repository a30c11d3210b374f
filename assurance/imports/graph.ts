import fc from 'fast-check';

/** A Stripe object that may be faulty. */
export type Example = Record<string, unknown>;

/** Files that were made from one graph of objects: each a list of lines. */
export type Files = readonly (readonly Example[])[];

const CREATED = 1_692_942_318;
/** How many in a hundred graphs have faulty objects. */
const FAULTY_GRAPHS_PERCENT = 20;
/** How many in a hundred objects of those have a field that is missing or wrong. */
const FAULTY_PERCENT = 10;

const percent = (share: number) => fc.integer({ min: 0, max: 99 }).map((drawn) => drawn < share);
const currency = fc.constantFrom('usd', 'usd', 'usd', 'jpy', 'USD');
const amount = fc.integer({ min: 1, max: 5_000 });

interface Draw {
  readonly number: <T>(arbitrary: fc.Arbitrary<T>) => T;
}

/**
 * A random graph of intents, charges, refunds and what belongs to them, half of it with something that Stripe has really
 * written: old spellings, objects inside objects, ids without objects, sums that say more than the objects. Some of it is
 * wrong. The objects stand in random order in one to three files, and some in several, in a later state.
 *
 * @param name makes the ids of the graph
 */
export const graphOf = (name: string): fc.Arbitrary<Files> =>
  fc.gen().map((gen) => {
    const draw: Draw = { number: (arbitrary) => gen(() => arbitrary) };
    const intents = times(draw, 3, (at) => intentOf(draw, `pi_${name}${at}`));
    const lines: Example[] = [...intents];
    const charges = times(draw, 4, (at) => chargeOf(draw, `ch_${name}${at}`, intents));
    for (const charge of charges) lines.push(...withRefunds(draw, charge, intents));
    const isFaulty = draw.number(percent(FAULTY_GRAPHS_PERCENT));
    const count = draw.number(fc.integer({ min: 1, max: 3 }));
    const fileOf = new Map<unknown, number>();
    const files: Example[][] = Array.from({ length: count }, () => []);
    // What a line refers to comes in the same file or before.
    for (const line of lines) {
      const least = Math.max(0, ...REFERENCES.map((field) => fileOf.get(line[field]) ?? 0));
      const file = draw.number(fc.integer({ min: least, max: count - 1 }));
      fileOf.set(line['id'], file);
      files[file]?.push(isFaulty ? maybeFaulty(draw, line) : line);
      // In a later file too, perhaps in a later state.
      if (file + 1 < count && draw.number(percent(30))) files[file + 1]?.push(later(draw, line, intents));
    }
    return files.map((file) => shuffled(draw, file));
  });

const REFERENCES = ['payment_intent', 'charge'];

const times = <T>({ number }: Draw, most: number, make: (at: number) => T): T[] =>
  Array.from({ length: number(fc.integer({ min: 1, max: most })) }, (_, at) => make(at));

const shuffled = <T>({ number }: Draw, items: readonly T[]): T[] =>
  items.length === 0 ? [] : number(fc.shuffledSubarray([...items], { minLength: items.length }));

const intentOf = ({ number }: Draw, id: string): Example => ({
  id,
  object: 'payment_intent',
  amount: number(amount),
  created: CREATED,
  currency: number(currency),
  metadata: number(fc.constantFrom({}, [], null, { order: '1' })),
  status: number(fc.constantFrom('succeeded', 'requires_source', 'canceled', 'requires_capture')),
});

const METHODS: readonly Example[] = [
  { payment_method_details: { type: 'card', card: { last4: '4242', brand: 'visa', fingerprint: 'f1' } } },
  { payment_method_details: { type: 'konbini' } },
  { payment_method_details: { type: 'sepa_debit' } },
  { source: { id: 'src_1', object: 'source', type: 'card', card: { last4: '4242' } } },
  { source: { id: 'card_1', object: 'card', last4: '4242' } },
  {},
];

function chargeOf({ number }: Draw, id: string, intents: readonly Example[]): Example {
  const whole = number(amount);
  const captured = number(percent(85));
  const part = captured ? (number(percent(30)) ? number(fc.integer({ min: 0, max: whole })) : whole) : 0;
  const refunded = number(fc.constantFrom(0, 0, 0, whole, whole - part, Math.floor(part / 2), part));
  const intent = number(fc.constantFrom(null, ...intents));
  return {
    id,
    object: 'charge',
    amount: whole,
    amount_captured: number(percent(90)) ? part : undefined,
    amount_refunded: refunded,
    billing_details: { email: number(fc.constantFrom('jenny@example.com', '', null)) },
    captured,
    created: CREATED,
    currency: number(currency),
    disputed: number(percent(10)),
    metadata: number(fc.constantFrom({}, [], { order: '2' })),
    payment_intent: intent && (number(percent(20)) ? intent : intent['id']),
    refunded: number(percent(20)) ? refunded === whole : undefined,
    status: number(fc.constantFrom('succeeded', 'succeeded', 'succeeded', 'paid', 'pending', 'failed')),
    ...number(fc.constantFrom(...METHODS)),
    ...connectOf({ number }, id, whole),
  };
}

/** An application fee and a transfer, each known by id or as an object. */
function connectOf({ number }: Draw, id: string, whole: number): Example {
  const fee = number(fc.constantFrom(null, Math.ceil(whole / 10)));
  const transferred = number(fc.integer({ min: 1, max: whole }));
  const transfer = `tr_${id}`;
  return {
    ...(fee !== null && {
      application_fee_amount: number(fc.constantFrom(fee, null)),
      application_fee: number(
        fc.constantFrom<unknown>(`fee_${id}`, {
          id: `fee_${id}`,
          object: 'application_fee',
          amount: fee,
          amount_refunded: number(fc.integer({ min: 0, max: Math.floor(fee / 3) })),
        }),
      ),
    }),
    ...number(
      fc.constantFrom<Example>(
        {},
        {},
        { transfer, transfer_data: { destination: 'acct_1', amount: null } },
        { transfer, transfer_data: { destination: 'acct_1', amount: transferred } },
        {
          transfer: {
            id: transfer,
            object: 'transfer',
            amount: transferred,
            amount_reversed: number(fc.integer({ min: 0, max: Math.floor(transferred / 3) })),
            currency: number(fc.constantFrom('usd', 'jpy', 'eur')),
          },
        },
      ),
    ),
  };
}

/** A charge with its refunds, disputes and returns: inside it, or as lines of their own. */
function withRefunds(draw: Draw, charge: Example, intents: readonly Example[]): Example[] {
  const { number } = draw;
  const id = `${charge['id']}`.slice(3);
  const lines: Example[] = [];
  const refunds = number(percent(70))
    ? times(draw, 3, (at) => refundOf(draw, charge, `re_${id}r${at}`, intents))
    : [];
  for (const refund of refunds) {
    const reversal = refund['transfer_reversal'];
    if (typeof reversal === 'string' && number(percent(50)))
      lines.push({
        id: reversal,
        object: 'transfer_reversal',
        amount: number(percent(90)) ? 1 : number(amount),
        created: CREATED + 70,
        currency: number(percent(90)) ? currencyOfTransfer(charge) : number(currency),
        transfer: `tr_${charge['id']}`,
      });
    if (number(percent(20)))
      lines.push({
        id: `txn_${refund['id']}`,
        object: 'balance_transaction',
        amount: -Number(refund['amount']),
        fee: 0,
        net: -Number(refund['amount']),
        created: CREATED + 60,
        currency: refund['currency'],
        type: 'refund',
        source: number(fc.constantFrom<unknown>(refund['id'], refund)),
      });
  }
  const isInside = number(percent(40));
  if (isInside) charge['refunds'] = { object: 'list', data: refunds, has_more: false };
  else lines.push(...refunds);
  if (charge['disputed'] === true) {
    const dispute = disputeOf(draw, charge, `dp_${id}`);
    if (number(percent(50))) charge['dispute'] = dispute;
    else lines.push(dispute);
  }
  if (charge['application_fee'] && number(percent(30)))
    lines.push({
      id: `fr_${id}`,
      object: 'fee_refund',
      amount: number(fc.constantFrom(1, 1, 1, 50)),
      created: CREATED + 80,
      currency: charge['currency'],
      fee: `fee_${charge['id']}`,
    });
  return [charge, ...lines];
}

const currencyOfTransfer = ({ currency: own, transfer }: Example): unknown =>
  typeof transfer === 'object' ? ((transfer as Example | null)?.['currency'] ?? own) : own;

function refundOf({ number }: Draw, charge: Example, id: string, intents: readonly Example[]): Example {
  const whole = Number(charge['amount']);
  const part = Number(charge['amount_captured'] ?? whole);
  const intentOfCharge = charge['payment_intent'];
  const asId = (value: unknown) =>
    typeof value === 'object' ? ((value as Example | null)?.['id'] ?? null) : value;
  return {
    id,
    object: 'refund',
    amount: Math.max(
      1,
      number(percent(10))
        ? number(fc.constantFrom(whole - part, part))
        : Math.floor(part / number(fc.integer({ min: 4, max: 20 }))),
    ),
    balance_transaction: number(fc.constantFrom(null, `txn_${id}`)),
    charge: number(percent(98)) ? charge['id'] : null,
    created: CREATED + number(fc.integer({ min: 60, max: 90 })),
    currency: charge['currency'],
    instructions_email: number(fc.constantFrom(null, '', 'jenny@example.com')),
    metadata: number(fc.constantFrom({}, [], { reason: 'x' })),
    payment_intent: number(percent(3))
      ? intents[0]?.['id']
      : number(fc.constantFrom(null, asId(intentOfCharge))),
    reason: number(fc.constantFrom(null, 'duplicate', 'fraudulent')),
    status: number(
      fc.constantFrom(
        'succeeded',
        'succeeded',
        'succeeded',
        null,
        'pending',
        'requires_action',
        'failed',
        'canceled',
      ),
    ),
    transfer_reversal: number(fc.constantFrom(null, null, `trr_${id}`)),
  };
}

const disputeOf = ({ number }: Draw, charge: Example, id: string): Example => ({
  id,
  object: 'dispute',
  amount: charge['amount'],
  charge: charge['id'],
  created: CREATED + 90,
  currency: charge['currency'],
  is_charge_refundable: number(fc.boolean()),
  reason: 'fraudulent',
  status: number(fc.constantFrom('won', 'lost', 'needs_response', 'charge_refunded', 'warning_closed')),
});

const WRONG: readonly unknown[] = [undefined, null, 'x', -1, 0.5, {}, [], '', 2 ** 60];

function maybeFaulty({ number }: Draw, line: Example): Example {
  if (!number(percent(FAULTY_PERCENT))) return line;
  const field = number(fc.constantFrom(...Object.keys(line)));
  return { ...line, [field]: number(fc.constantFrom(...WRONG)) };
}

/** The same object as a later export has it. */
function later({ number }: Draw, line: Example, intents: readonly Example[]): Example {
  const change: Record<string, fc.Arbitrary<Example>> = {
    refund: fc.constantFrom<Example>(
      { status: 'failed', failure_reason: 'declined' },
      { status: 'succeeded' },
      { metadata: { later: 'yes' } },
    ),
    charge: fc.constantFrom<Example>(
      { captured: true, amount_captured: line['amount'] },
      { amount_refunded: line['amount'] },
      { payment_intent: null },
      // The refunds that were imported before go with it.
      { payment_intent: intents.at(-1) },
      { status: 'failed' },
    ),
    dispute: fc.constantFrom<Example>({ status: 'won' }, { status: 'lost' }),
  };
  const changes = change[`${line['object']}`];
  return changes ? { ...line, ...number(changes) } : line;
}
