import type { Refund } from '../../../prisma/generated/prisma/client.js';
import type { Database } from '../../ledger/open-ledger.js';
import { selectOf, wholeRow } from '../../ledger/select.js';
import type { DecisionFacts } from '../../rules/decide-refund.js';
import type { Outcome } from '../../rules/idempotency.js';
import type { RefundTerms } from '../../rules/refund-input.js';
import type { ReplacedRefund } from '../../rules/replacement.js';

/** The idempotency key of an attempt. Each caller has its own keys (rules, section 8). */
export interface AttemptKey {
  readonly caller: string;
  readonly key: string;
  readonly fingerprint: string;
  /** False if the gateway generated the key, so that the caller can ask for an unknown outcome. */
  readonly given: boolean;
}

export interface FactsAndOutcome {
  readonly facts: DecisionFacts;
  /** The outcome of the key, if it has one. */
  readonly outcome: Outcome | null;
}

const charges = selectOf('charge', wholeRow);

/**
 * Whether the charge holds a refund that did not return its share. Looked up only if the attempt returns a share. The
 * statuses are those that hold no amount, because no index serves them: without statistics PostgreSQL would look through
 * all refunds with one of the others, and not through those of the charge.
 */
const unflagged = (flag: string): string =>
  `a.${flag} AND EXISTS (SELECT 1 FROM refund r WHERE r.charge_id = t.id AND NOT r.${flag} AND NOT r.released
    AND r.status NOT IN ('failed', 'canceled'))`;
// LIMIT 1 keeps each look-up at its index: without it, a plan for all values may read a whole small table instead.
const NAMED = 'SELECT * FROM charge WHERE id = a.charge LIMIT 1';
const KEY =
  'LEFT JOIN LATERAL (SELECT * FROM idempotency_key WHERE caller = a.caller AND key = a.key LIMIT 1) k ON true';
const OF_KEY = 'k.fingerprint, k.refund_id, k.approval_id, k.refusal';
/** What most attempts need: they name a charge, return no shares and replace nothing. */
const PLAIN = `
  SELECT ${charges.columns}, ${OF_KEY}
  FROM unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY a(charge, caller, key, ordinal)
  LEFT JOIN LATERAL (${NAMED}) t ON true
  ${KEY}
  ORDER BY a.ordinal`;
/** For all others. To prepare its look-ups for nothing would take two thirds of a lone attempt's time to read. */
const FULL = `
  SELECT ${charges.columns}, ${OF_KEY}, i.id, ${unflagged('refund_application_fee')}, ${unflagged('reverse_transfer')},
    x.id, x.charge_id, x.status, (SELECT y.id FROM refund y WHERE y.replaces_id = x.id AND y.status NOT IN ('failed', 'canceled'))
  FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::boolean[], $6::boolean[], $7::text[]) WITH ORDINALITY
    a(charge, caller, key, payment_intent, refund_application_fee, reverse_transfer, replaces, ordinal)
  LEFT JOIN LATERAL (
    (${NAMED})
    UNION ALL
    (SELECT * FROM charge WHERE a.charge IS NULL AND payment_intent_id = a.payment_intent AND status <> 'failed'
      ORDER BY created DESC, id DESC LIMIT 1)
  ) t ON true
  LEFT JOIN LATERAL (SELECT id FROM payment_intent WHERE id = a.payment_intent LIMIT 1) i ON true
  LEFT JOIN LATERAL (SELECT id, charge_id, status FROM refund WHERE id = a.replaces LIMIT 1) x ON true
  ${KEY}
  ORDER BY a.ordinal`;

/** What only the full statement reads: the payment intent, which shares were kept, and the replaced refund. */
type Rare = [] | [string | null, boolean, boolean, string | null, string, Refund['status'], string | null];

const isPlain = ({ paymentIntent, refundApplicationFee, reverseTransfer, replaces }: RefundTerms): boolean =>
  paymentIntent == null && !refundApplicationFee && !reverseTransfer && replaces == null;

/** Reads the facts of all decisions and the outcomes of their keys at one moment, in one statement. */
export async function readFacts(
  { query }: Database,
  asked: readonly { readonly terms: RefundTerms; readonly key: AttemptKey | null }[],
): Promise<FactsAndOutcome[]> {
  const all = <T>(value: (terms: RefundTerms, key: AttemptKey | null) => T): T[] =>
    asked.map(({ terms, key }) => value(terms, key));
  const named = [
    all(({ charge }) => charge ?? null),
    all((_, key) => key?.caller ?? null),
    all((_, key) => key?.key ?? null),
  ];
  const rows = await query(
    asked.every(({ terms }) => isPlain(terms))
      ? { text: PLAIN, values: named }
      : {
          text: FULL,
          values: [
            ...named,
            all(({ paymentIntent }) => paymentIntent ?? null),
            all(({ refundApplicationFee }) => refundApplicationFee ?? false),
            all(({ reverseTransfer }) => reverseTransfer ?? false),
            all(({ replaces }) => replaces ?? null),
          ],
        },
  );
  return rows.map((values) => {
    const [fingerprint, refundId, approvalId, refusal, ...rare] = values.slice(charges.width) as [
      string | null,
      string | null,
      string | null,
      Outcome['refusal'],
      ...Rare,
    ];
    const [paymentIntentId = null, feeKept, transferKept, id = null, chargeId, status, replacedById] = rare;
    return {
      facts: {
        charge: charges.read(values),
        paymentIntent: paymentIntentId === null ? null : { id: paymentIntentId },
        everyRefundReturnedFee: !feeKept,
        everyRefundReversedTransfer: !transferKept,
        replaced: id === null ? null : ({ id, chargeId, status, replacedById } as ReplacedRefund),
      },
      outcome: fingerprint === null ? null : { fingerprint, refundId, approvalId, refusal },
    };
  });
}
