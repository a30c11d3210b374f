import type { Refund } from '../../../prisma/generated/prisma/client.js';
import type { Database } from '../../ledger/open-ledger.js';
import { selectOf, wholeRow } from '../../ledger/select.js';
import type { DecisionFacts } from '../../rules/decide-refund.js';
import type { Outcome } from '../../rules/idempotency.js';
import type { RefundTerms } from '../../rules/refund-input.js';

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

/** Whether the charge holds a refund that did not return its share. Looked up only if the attempt returns a share. */
const unflagged = (flag: string): string =>
  `a.${flag} AND EXISTS (SELECT 1 FROM refund r WHERE r.charge_id = t.id AND NOT r.${flag} AND NOT r.released
    AND r.status IN ('pending', 'requires_action', 'succeeded'))`;
const FACTS = `
  SELECT ${charges.columns}, i.id, k.fingerprint, k.refund_id, k.approval_id, k.refusal,
    ${unflagged('refund_application_fee')}, ${unflagged('reverse_transfer')},
    x.id, x.charge_id, x.status, (SELECT y.id FROM refund y WHERE y.replaces_id = x.id AND y.status NOT IN ('failed', 'canceled'))
  FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::boolean[], $6::boolean[], $7::text[]) WITH ORDINALITY
    a(charge, payment_intent, caller, key, refund_application_fee, reverse_transfer, replaces, ordinal)
  LEFT JOIN LATERAL (
    SELECT * FROM charge WHERE id = a.charge
    UNION ALL
    (SELECT * FROM charge WHERE a.charge IS NULL AND payment_intent_id = a.payment_intent AND status <> 'failed'
      ORDER BY created DESC, id DESC LIMIT 1)
  ) t ON true
  LEFT JOIN payment_intent i ON i.id = a.payment_intent
  LEFT JOIN refund x ON x.id = a.replaces
  LEFT JOIN idempotency_key k ON k.caller = a.caller AND k.key = a.key
  ORDER BY a.ordinal`;

/** Reads the facts of all decisions and the outcomes of their keys at one moment, in one statement. */
export async function readFacts(
  { query }: Database,
  asked: readonly { readonly terms: RefundTerms; readonly key: AttemptKey | null }[],
): Promise<FactsAndOutcome[]> {
  const rows = await query({
    text: FACTS,
    values: [
      asked.map(({ terms }) => terms.charge ?? null),
      asked.map(({ terms }) => terms.paymentIntent ?? null),
      asked.map(({ key }) => key?.caller ?? null),
      asked.map(({ key }) => key?.key ?? null),
      asked.map(({ terms }) => terms.refundApplicationFee ?? false),
      asked.map(({ terms }) => terms.reverseTransfer ?? false),
      asked.map(({ terms }) => terms.replaces ?? null),
    ],
  });
  return rows.map((values) => {
    const [paymentIntentId, fingerprint, refundId, approvalId, refusal, feeKept, transferKept, ...replaced] =
      values.slice(charges.width) as [
        string | null,
        string | null,
        string | null,
        string | null,
        Outcome['refusal'],
        boolean,
        boolean,
        ...([string, string, Refund['status'], string | null] | [null, null, null, null]),
      ];
    const [id, chargeId, status, replacedById] = replaced;
    return {
      facts: {
        charge: charges.read(values),
        paymentIntent: paymentIntentId === null ? null : { id: paymentIntentId },
        everyRefundReturnedFee: !feeKept,
        everyRefundReversedTransfer: !transferKept,
        replaced: id === null ? null : { id, chargeId, status, replacedById },
      },
      outcome: fingerprint === null ? null : { fingerprint, refundId, approvalId, refusal },
    };
  });
}
