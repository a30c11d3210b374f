/** What a list is asked for, and how PostgreSQL should find it. */
export interface PlanCase {
  readonly title: string;
  readonly list: 'charges' | 'refunds';
  readonly filter?: object;
  readonly orderBy?: { readonly field: 'CREATED' | 'AMOUNT'; readonly direction: 'ASC' | 'DESC' };
  /** The plan uses one of these indexes. */
  readonly by: readonly string[];
  /** It reads the whole list, so that a large ledger may answer OVERLOADED (docs/searching.md). */
  readonly isSlow?: boolean;
}

/** The lists in their order. Frequent rows are found by reading such an index until the page is full. */
const CHARGES = 'charge_created_id_idx';
const REFUNDS = 'refund_created_id_idx';
const WORDS = 'charge_words_idx';
const EMAIL = 'charge_email_created_id_idx';
const LAST4 = 'charge_card_last4_created_id_idx';
const TYPE = 'charge_payment_method_type_created_id_idx';
const METADATA = 'charge_metadata_idx';
const OF_CHARGE = 'refund_charge_id_created_id_idx';
const AMOUNT = 'charge_amount_id_idx';
const CURRENCY_AMOUNT = 'charge_currency_amount_id_idx';

const asc = (field: 'CREATED' | 'AMOUNT') => ({ field, direction: 'ASC' }) as const;
const desc = (field: 'CREATED' | 'AMOUNT') => ({ field, direction: 'DESC' }) as const;

/** The plan reads all refunds, because it expects that a tenth of them has what a tenth of the charges has. */
const SLOW = 'a payment method that no refund has';

/** For each filter and order: a value that few rows have, and one that many have. */
export const cases: readonly PlanCase[] = (
  [
    ['all, newest first', 'charges', {}, [CHARGES]],
    ['all, oldest first', 'charges', {}, [CHARGES], asc('CREATED')],
    ['all, largest first', 'charges', {}, [AMOUNT], desc('AMOUNT')],
    ['all, smallest first', 'charges', {}, [AMOUNT], asc('AMOUNT')],
    ['a currency, largest first', 'charges', { currency: ['USD'] }, [CURRENCY_AMOUNT], desc('AMOUNT')],
    [
      'a disputed charge, largest first',
      'charges',
      { disputed: true },
      [AMOUNT, 'charge_disputed_created_id_idx'],
      desc('AMOUNT'),
    ],
    ['charges that succeeded, largest first', 'charges', { status: ['SUCCEEDED'] }, [AMOUNT], desc('AMOUNT')],
    [
      'last four digits of many, largest first',
      'charges',
      { last4: '4242' },
      [AMOUNT, LAST4],
      desc('AMOUNT'),
    ],
    ['last four digits, smallest first', 'charges', { last4: '1234' }, [LAST4], asc('AMOUNT')],
    ['a payment method, largest first', 'charges', { paymentMethodType: ['card'] }, [AMOUNT], desc('AMOUNT')],
    [
      'a payment method of few, largest first',
      'charges',
      { paymentMethodType: ['giropay'] },
      [TYPE],
      desc('AMOUNT'),
    ],
    [
      'a day, largest first',
      'charges',
      { created: { gte: '2020-01-10T00:00:00Z', lt: '2020-01-11T00:00:00Z' } },
      [CHARGES, AMOUNT],
      desc('AMOUNT'),
    ],
    ['a name, largest first', 'charges', { name: 'jenny ros' }, [WORDS], desc('AMOUNT')],
    ['a frequent word, largest first', 'charges', { description: 'book' }, [AMOUNT], desc('AMOUNT')],
    ['charges refunded in full, largest first', 'charges', { refunded: 'FULL' }, [AMOUNT], desc('AMOUNT')],
    ['refundable charges, smallest first', 'charges', { refundable: true }, [AMOUNT], asc('AMOUNT')],
    ['an address of few', 'charges', { email: 'CUSTOMER77@example.com' }, [EMAIL]],
    ['an address of every tenth', 'charges', { email: 'office@example.com' }, [EMAIL, CHARGES]],
    ['an address of nobody', 'charges', { email: 'nobody@example.com' }, [EMAIL]],
    ['the start of an address of few', 'charges', { emailStartsWith: 'customer777' }, [EMAIL]],
    ['the start of nearly all addresses', 'charges', { emailStartsWith: 'c' }, [CHARGES, EMAIL]],
    ['the start of an address of nobody', 'charges', { emailStartsWith: 'zoe' }, [EMAIL]],
    ['a name', 'charges', { name: 'jenny ros' }, [CHARGES, WORDS]],
    ['the first letter of a name', 'charges', { name: 'j' }, [CHARGES, WORDS]],
    ['a name of nobody', 'charges', { name: 'zoe' }, [WORDS]],
    ['a word of few descriptions', 'charges', { description: 'gift card' }, [WORDS]],
    ['a word of nearly all descriptions', 'charges', { description: 'book' }, [CHARGES]],
    ['a word of no description', 'charges', { description: 'lawnmower' }, [WORDS]],
    ['last four digits', 'charges', { last4: '1234' }, [LAST4]],
    ['last four digits of many', 'charges', { last4: '4242' }, [LAST4, CHARGES]],
    ['a payment method of few', 'charges', { paymentMethodType: ['giropay'] }, [TYPE]],
    ['a payment method of most', 'charges', { paymentMethodType: ['card'] }, [TYPE, CHARGES]],
    ['two payment methods', 'charges', { paymentMethodType: ['card', 'giropay'] }, [CHARGES, TYPE]],
    ['disputed charges', 'charges', { disputed: true }, ['charge_disputed_created_id_idx']],
    ['charges without a dispute', 'charges', { disputed: false }, [CHARGES]],
    ['a currency', 'charges', { currency: ['gbp'] }, [CHARGES, 'charge_currency_created_id_idx']],
    [
      'a currency of nothing',
      'charges',
      { currency: ['chf'] },
      ['charge_currency_created_id_idx', CURRENCY_AMOUNT],
    ],
    ['few amounts', 'charges', { amount: { gte: 500, lte: 502 } }, [AMOUNT]],
    ['nearly all amounts', 'charges', { amount: { gte: 200 } }, [CHARGES]],
    [
      'large amounts of a currency',
      'charges',
      { currency: ['usd'], amount: { gte: 100_080 } },
      [CURRENCY_AMOUNT, AMOUNT, CHARGES],
    ],
    ['a metadata value', 'charges', { metadata: { key: 'order_id', value: 'ORD-4711' } }, [METADATA]],
    ['a metadata key of few', 'charges', { metadata: { key: 'escalated' } }, [METADATA]],
    ['a metadata key of all', 'charges', { metadata: { key: 'order_id' } }, [CHARGES]],
    ['charges without refunds', 'charges', { refunded: 'NONE' }, [CHARGES]],
    ['charges refunded in part', 'charges', { refunded: 'PARTIAL' }, [CHARGES]],
    ['charges refunded in full', 'charges', { refunded: 'FULL' }, [CHARGES]],
    ['a status', 'charges', { status: ['PENDING'] }, ['charge_status_created_id_idx']],
    [
      'a payment intent',
      'charges',
      { paymentIntent: 'pi_of_some' },
      ['charge_payment_intent_id_created_id_idx'],
    ],
    ['refundable charges', 'charges', { refundable: true }, ['charge_refunds_open_created_id_idx', CHARGES]],
    ['a day', 'charges', { created: { gte: '2020-01-10T00:00:00Z', lt: '2020-01-11T00:00:00Z' } }, [CHARGES]],
    ['a search for a charge', 'charges', { search: 'ch_000004711' }, ['charge_pkey']],
    ['a search for a refund', 'charges', { search: 're_000004711' }, ['charge_pkey']],
    [
      'a search for a payment intent',
      'charges',
      { search: 'pi_of_some' },
      ['charge_payment_intent_id_created_id_idx'],
    ],
    ['a search for a dispute', 'charges', { search: 'dp_ch_000000503' }, ['charge_pkey']],
    ['a search for an address', 'charges', { search: 'customer77@example.com' }, [EMAIL]],
    ['a search for an address of every tenth', 'charges', { search: 'office@example.com' }, [EMAIL, CHARGES]],
    ['a search for last four digits', 'charges', { search: '1234' }, [LAST4]],
    ['a search for an order', 'charges', { search: '#ORD-4711' }, [WORDS]],
    ['a search for a name', 'charges', { search: 'Jenny Rosen' }, [CHARGES, WORDS]],
    ['a search for a frequent word', 'charges', { search: 'book' }, [CHARGES]],
    ['a search for a word of nothing', 'charges', { search: 'lawnmower' }, [WORDS]],
    [
      'a name and a disputed charge',
      'charges',
      { name: 'jenny', disputed: true },
      ['charge_disputed_created_id_idx', WORDS],
    ],
    [
      'last four digits and an amount',
      'charges',
      { last4: '4242', amount: { gte: 500, lte: 502 } },
      [AMOUNT, LAST4],
    ],

    ['all, newest first', 'refunds', {}, [REFUNDS]],
    ['all, oldest first', 'refunds', {}, [REFUNDS], asc('CREATED')],
    ['all, largest first', 'refunds', {}, ['refund_amount_id_idx'], desc('AMOUNT')],
    ['all, smallest first', 'refunds', {}, ['refund_amount_id_idx'], asc('AMOUNT')],
    [
      'a currency, largest first',
      'refunds',
      { currency: ['usd'] },
      ['refund_amount_id_idx', 'refund_currency_created_id_idx'],
      desc('AMOUNT'),
    ],
    [
      'failed refunds, largest first',
      'refunds',
      { status: ['FAILED'] },
      ['refund_amount_id_idx', 'refund_status_created_id_idx'],
      desc('AMOUNT'),
    ],
    [
      'refunds that succeeded, largest first',
      'refunds',
      { status: ['SUCCEEDED'] },
      ['refund_amount_id_idx'],
      desc('AMOUNT'),
    ],
    [
      'a failure of few, largest first',
      'refunds',
      { failureReason: ['DECLINED'] },
      ['refund_failure_reason_created_id_idx'],
      desc('AMOUNT'),
    ],
    [
      'last four digits of many, largest first',
      'refunds',
      { last4: '4242' },
      ['refund_amount_id_idx', LAST4],
      desc('AMOUNT'),
    ],
    [
      'a payment method, largest first',
      'refunds',
      { paymentMethodType: ['card'] },
      ['refund_amount_id_idx'],
      desc('AMOUNT'),
    ],
    [SLOW, 'refunds', { paymentMethodType: ['klarna'] }, [REFUNDS, TYPE]],
    ['a caller of few', 'refunds', { createdBy: 'ada' }, ['refund_created_by_created_id_idx']],
    ['a caller of many', 'refunds', { createdBy: 'import' }, ['refund_created_by_created_id_idx', REFUNDS]],
    ['a caller of nothing', 'refunds', { createdBy: 'nobody' }, ['refund_created_by_created_id_idx']],
    [
      'a reason of the operator',
      'refunds',
      { reasonCode: 'goodwill' },
      ['refund_reason_code_created_id_idx'],
    ],
    [
      'a frequent reason of the operator',
      'refunds',
      { reasonCode: 'damaged' },
      ['refund_reason_code_created_id_idx', REFUNDS],
    ],
    [
      'a failure of few',
      'refunds',
      { failureReason: ['DECLINED'] },
      ['refund_failure_reason_created_id_idx'],
    ],
    [
      'a failure',
      'refunds',
      { failureReason: ['UNKNOWN'] },
      ['refund_failure_reason_created_id_idx', REFUNDS],
    ],
    [
      'a failure of nothing',
      'refunds',
      { failureReason: ['MERCHANT_REQUEST'] },
      ['refund_failure_reason_created_id_idx'],
    ],
    [
      'a pending reason of few',
      'refunds',
      { pendingReason: ['CHARGE_PENDING'] },
      ['refund_pending_reason_created_id_idx'],
    ],
    [
      'a pending reason',
      'refunds',
      { pendingReason: ['PROCESSING'] },
      ['refund_pending_reason_created_id_idx'],
    ],
    ['an address of few', 'refunds', { email: 'customer77@example.com' }, [EMAIL]],
    ['an address of nobody', 'refunds', { email: 'nobody@example.com' }, [EMAIL]],
    ['the start of an address', 'refunds', { emailStartsWith: 'customer777' }, [EMAIL]],
    ['a name', 'refunds', { name: 'jenny ros' }, [REFUNDS, WORDS]],
    ['a name of nobody', 'refunds', { name: 'zoe' }, [WORDS]],
    ['last four digits', 'refunds', { last4: '1234' }, [LAST4]],
    ['last four digits of many', 'refunds', { last4: '4242' }, [REFUNDS, LAST4]],
    ['a payment method of few', 'refunds', { paymentMethodType: ['giropay'] }, [TYPE]],
    ['a payment method of most', 'refunds', { paymentMethodType: ['card'] }, [REFUNDS]],
    ['a search for an order', 'refunds', { search: 'ORD-4711' }, [WORDS]],
    ['a search for an address', 'refunds', { search: 'customer77@example.com' }, [EMAIL]],
    ['a search for last four digits', 'refunds', { search: '1234' }, [LAST4]],
    ['a search for a refund', 'refunds', { search: 're_000004711' }, ['refund_pkey']],
    ['a search for a charge', 'refunds', { search: 'ch_000004711' }, [OF_CHARGE]],
    ['a search for a dispute', 'refunds', { search: 'dp_ch_000000503' }, [OF_CHARGE]],
    ['a search for a frequent word', 'refunds', { search: 'book' }, [REFUNDS]],
    ['a search for a word of nothing', 'refunds', { search: 'lawnmower' }, [WORDS]],
    [
      'an address and a status',
      'refunds',
      { email: 'customer77@example.com', status: ['SUCCEEDED'] },
      [EMAIL],
    ],
  ] as const
).map(([title, list, filter, by, orderBy]) => ({
  title,
  list,
  filter,
  by,
  ...(orderBy && { orderBy }),
  isSlow: title === SLOW,
}));
