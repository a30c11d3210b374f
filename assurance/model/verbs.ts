import { type Decision, decide, type Request } from './decide.js';
import { isRefused, type KeptOutcome, type Ledger, type ModelRefund, type Refused } from './ledger.js';
import { endByCancel, firstTask } from './life.js';
import { countInDay } from './limits.js';
import { applyMetadata, type MetadataChange, refuseChange, refuseMetadata, sorted } from './metadata.js';

/** The model's verbs, with the names of the verbs in src/refunds. */
export interface Created {
  readonly refund: ModelRefund;
  readonly idempotentReplay: boolean;
}

const MAX_KEY_CHARACTERS = 255;

/** Decides and records a refund, with the idempotency keys of section 8. */
export function create(ledger: Ledger, request: Request, actor: string | null): Created | Refused {
  const { idempotencyKey: key } = request;
  const byItself = refuseInput(request);
  if (byItself) return byItself;
  const name = `${actor ?? ''} ${key}`;
  const input = comparable(request);
  const kept = key === undefined ? undefined : ledger.keys.get(name);
  if (kept) return again(kept, input);
  const decision = decide(ledger, request, actor);
  const outcome = isRefused(decision) ? decision : record(ledger, decision, request, actor);
  if (key !== undefined) ledger.keys.set(name, { input, outcome });
  return isRefused(outcome) ? outcome : { refund: outcome, idempotentReplay: false };
}

/** The decision of `create` for the terms alone. */
export function preview(ledger: Ledger, request: Request, actor: string | null): Decision | Refused {
  const { charge, paymentIntent, amount, refundApplicationFee, reverseTransfer } = request;
  const terms = { charge, paymentIntent, amount, refundApplicationFee, reverseTransfer };
  return refuseInput(terms) ?? decide(ledger, terms, actor);
}

/** Answers a retry. The same input gets the first outcome; other input is refused. */
function again({ input: first, outcome }: KeptOutcome, input: string): Created | Refused {
  if (input !== first) return { code: 'IDEMPOTENCY_KEY_REUSED', param: 'idempotencyKey' };
  return isRefused(outcome) ? outcome : { refund: outcome, idempotentReplay: true };
}

/** The given input in a fixed order, so that equal inputs give equal texts. */
const comparable = ({ idempotencyKey: _, metadata, ...input }: Request): string => {
  const given = Object.entries(input).filter(([, value]) => value !== undefined);
  const change = metadata instanceof Map ? sorted(metadata).filter(([, value]) => value !== null) : metadata;
  return JSON.stringify([sorted(given), change]);
};

function record(ledger: Ledger, decision: Decision, { metadata }: Request, actor: string | null) {
  const refund: ModelRefund = {
    ...decision,
    id: 'not known yet',
    failureReason: null,
    hasReference: false,
    metadata: applyMetadata(new Map(), metadata ?? new Map()),
    events: [`refund_created ${decision.status} ${actor}`],
    task: null,
  };
  refund.task = firstTask(refund, ledger.now);
  ledger.refunds.push(refund);
  countInDay(ledger, decision.charge, decision.amount, actor);
  return refund;
}

/** Refuses invalid input without reading the ledger. Such a refusal uses up no key. */
function refuseInput(request: Request): Refused | null {
  const { charge, paymentIntent, amount, instructionsEmail: email, idempotencyKey: key, metadata } = request;
  const invalid = (param: string): Refused => ({ code: 'PARAMETER_INVALID', param });
  if (charge === undefined && paymentIntent === undefined) return { code: 'PARAMETER_MISSING', param: null };
  if (amount !== undefined && amount < 1) return invalid('amount');
  if (email !== undefined && !email.includes('@')) return invalid('instructionsEmail');
  if (key !== undefined && (key.length < 1 || key.length > MAX_KEY_CHARACTERS))
    return invalid('idempotencyKey');
  return metadata === undefined ? null : refuseChange(metadata);
}

const NO_SUCH_REFUND: Refused = { code: 'RESOURCE_MISSING', param: 'refund' };

/** Rule 6.8. */
export function cancel(refund: ModelRefund | undefined, actor: string | null): ModelRefund | Refused {
  if (!refund) return NO_SUCH_REFUND;
  if (refund.status !== 'requires_action') return { code: 'REFUND_NOT_CANCELABLE', param: 'refund' };
  endByCancel(refund, actor);
  return refund;
}

/** Section 4. A change that changes nothing writes no event. */
export function updateMetadata(
  refund: ModelRefund | undefined,
  change: MetadataChange,
  actor: string | null,
): ModelRefund | Refused {
  const byItself = refuseChange(change);
  if (byItself) return byItself;
  if (!refund) return NO_SUCH_REFUND;
  const metadata = applyMetadata(refund.metadata, change);
  const refused = refuseMetadata(metadata);
  if (refused) return refused;
  if (JSON.stringify(sorted(metadata)) !== JSON.stringify(sorted(refund.metadata)))
    refund.events.push(`refund_updated ${refund.status} ${actor}`);
  refund.metadata = metadata;
  return refund;
}
