import { type Decision, decide } from './decide.js';
import {
  isApproval,
  isRefused,
  type KeptOutcome,
  type Ledger,
  type ModelApproval,
  type ModelRefund,
  type Refused,
  sum,
} from './ledger.js';
import { endByCancel, firstTask } from './life.js';
import { countInDay, judge } from './limits.js';
import { applyMetadata, refuseChange, refuseMetadata, sorted } from './metadata.js';
import type { MetadataChange, Request } from './request.js';

/** The model's verbs, with the names of the verbs in src/refunds. */
export interface Created {
  readonly refund: ModelRefund;
  readonly idempotentReplay: boolean;
}

/** A refund that waits for approval. */
export interface Asked {
  readonly approval: ModelApproval;
  readonly idempotentReplay: boolean;
}

const MAX_KEY_CHARACTERS = 255;

/** Decides and records a refund, with the idempotency keys of section 8. */
export function create(ledger: Ledger, request: Request, actor: string | null): Created | Asked | Refused {
  const { idempotencyKey: key } = request;
  const byItself = refuseInput(request);
  if (byItself) return byItself;
  const name = `${actor ?? ''} ${key}`;
  const input = comparable(request);
  const kept = key === undefined ? undefined : ledger.keys.get(name);
  if (kept) return again(kept, input);
  const outcome = carryOut(ledger, request, actor);
  if (key !== undefined) ledger.keys.set(name, { input, outcome });
  return answer(outcome, false);
}

function carryOut(
  ledger: Ledger,
  request: Request,
  actor: string | null,
): ModelRefund | ModelApproval | Refused {
  const decision = decide(ledger, request);
  if (isRefused(decision)) return decision;
  const verdict = judge(ledger, decision, actor, request.reasonCode);
  if (verdict && 'refused' in verdict) return verdict.refused;
  if (verdict) return ask(ledger, decision, request, actor);
  const refund = record(ledger, decision, { metadata: request.metadata, createdBy: actor, actor });
  refund.counted = countInDay(ledger, decision.charge, decision.amount, actor);
  return refund;
}

const answer = (
  outcome: ModelRefund | ModelApproval | Refused,
  idempotentReplay: boolean,
): Created | Asked | Refused => {
  if (isRefused(outcome)) return outcome;
  return isApproval(outcome)
    ? { approval: outcome, idempotentReplay }
    : { refund: outcome, idempotentReplay };
};

/** The decision of `create` for the terms alone, and whether it needs an approval. */
export function preview(
  ledger: Ledger,
  request: Request,
  actor: string | null,
): (Decision & { readonly waits: boolean }) | Refused {
  const { charge, paymentIntent, amount, refundApplicationFee, reverseTransfer, replaces, lines } = request;
  const terms = { charge, paymentIntent, amount, refundApplicationFee, reverseTransfer, replaces, lines };
  const decision = refuseInput(terms) ?? decide(ledger, terms);
  if (isRefused(decision)) return decision;
  const verdict = judge(ledger, decision, actor, request.reasonCode);
  return verdict && 'refused' in verdict ? verdict.refused : { ...decision, waits: verdict !== null };
}

/** Answers a retry. The same input gets the first outcome; other input is refused. */
function again({ input: first, outcome }: KeptOutcome, input: string): Created | Asked | Refused {
  if (input !== first) return { code: 'IDEMPOTENCY_KEY_REUSED', param: 'idempotencyKey' };
  return answer(outcome, true);
}

/** The given input in a fixed order, so that equal inputs give equal texts. */
const comparable = ({ idempotencyKey: _, metadata, ...input }: Request): string => {
  const given = Object.entries(input).filter(([, value]) => value !== undefined);
  const change = metadata instanceof Map ? sorted(metadata).filter(([, value]) => value !== null) : metadata;
  return JSON.stringify([sorted(given), change]);
};

/** Rule 13.3: keeps what was decided. What the caller expected to be left was checked. */
function ask(
  ledger: Ledger,
  { charge, amount, email }: Decision,
  { paymentIntent: _, expectedAmountRefundable: __, idempotencyKey: ___, ...request }: Request,
  requestedBy: string | null,
): ModelApproval {
  const approval: ModelApproval = {
    id: 'not known yet',
    charge,
    amount,
    input: { ...request, charge: charge.id, amount, instructionsEmail: email ?? undefined },
    requestedBy,
    status: 'pending',
    decidedBy: null,
    note: null,
    refund: null,
  };
  ledger.approvals.push(approval);
  return approval;
}

/** Writes a refund. The actor of its creation may be another caller than the one who asked for it. */
export function record(
  ledger: Ledger,
  decision: Decision,
  {
    metadata,
    createdBy,
    actor,
  }: Pick<Request, 'metadata'> & { readonly createdBy: string | null; readonly actor: string | null },
): ModelRefund {
  const refund: ModelRefund = {
    ...decision,
    id: 'not known yet',
    failureReason: null,
    hasReference: false,
    metadata: applyMetadata(new Map(), metadata ?? new Map()),
    events: [`refund_created ${decision.status} ${actor}`],
    task: null,
    createdBy,
    counted: false,
  };
  refund.task = firstTask(refund, ledger.now);
  ledger.refunds.push(refund);
  return refund;
}

/** Refuses invalid input without reading the ledger. Such a refusal uses up no key. */
function refuseInput(request: Request): Refused | null {
  const { charge, paymentIntent, amount, instructionsEmail: email, idempotencyKey: key, metadata } = request;
  const { lines } = request;
  const invalid = (param: string): Refused => ({ code: 'PARAMETER_INVALID', param });
  if (charge === undefined && paymentIntent === undefined) return { code: 'PARAMETER_MISSING', param: null };
  if (amount !== undefined && amount < 1) return invalid('amount');
  if (email !== undefined && !email.includes('@')) return invalid('instructionsEmail');
  if (key !== undefined && (key.length < 1 || key.length > MAX_KEY_CHARACTERS))
    return invalid('idempotencyKey');
  if (lines && (sum(lines) < 1 || (amount ?? sum(lines)) !== sum(lines))) return invalid('lines');
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
