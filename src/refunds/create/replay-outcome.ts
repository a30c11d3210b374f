import type { Charge } from '../../../prisma/generated/prisma/client.js';
import { OutcomeUnknownError } from '../../database/retry.js';
import type { Database } from '../../ledger/open-ledger.js';
import { readRows } from '../../ledger/page.js';
import { wholeRow } from '../../ledger/select.js';
import type { DecisionCode } from '../../rules/decide-refund.js';
import type { Outcome } from '../../rules/idempotency.js';
import type { AnyKeptRefusal } from '../../rules/kept-refusal.js';
import type { Refusal } from '../../rules/refusal.js';
import { shorten } from '../../rules/text.js';
import type { ApprovalRequested, Attempt, CreatedRefund } from './create-group.js';

/**
 * Answers with the first outcome of a key (rules, section 8): the refund or the request for approval as it is now, or the
 * refusal as it was.
 * Refuses if the key was first used with another input.
 *
 * @throws OutcomeUnknownError if another version of the gateway kept a refusal with a code that this one does not know
 */
export async function replayOutcome(
  database: Database,
  { key, input, madeIds }: Pick<Attempt, 'key' | 'input' | 'madeIds'>,
  { fingerprint, refundId, approvalId, refusal }: Outcome,
): Promise<CreatedRefund | ApprovalRequested | Refusal<DecisionCode | 'IDEMPOTENCY_KEY_REUSED'>> {
  if (fingerprint !== key.fingerprint)
    return {
      code: 'IDEMPOTENCY_KEY_REUSED',
      message: `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${shorten(key.key)}' if you meant to execute a different request.`,
      param: 'idempotencyKey',
    };
  if (refusal) return replayRefusal(database, { key, input }, refusal);
  if (approvalId !== null) {
    const [approval] = await readRows(database.query, 'refundApproval', [approvalId], wholeRow);
    if (!approval) throw new Error(`The approval ${approvalId} of a key is missing`);
    return { approval, idempotentReplay: !madeIds.has(approval.id) };
  }
  const [refund] = refundId === null ? [] : await readRows(database.query, 'refund', [refundId], wholeRow);
  if (!refund) throw new Error(`The refund ${refundId} of a key is missing`);
  // This attempt may have written the refund itself and lost the answer: then it is no replay.
  return { refund, idempotentReplay: !madeIds.has(refund.id) };
}

async function replayRefusal(
  { query }: Database,
  { key: { key }, input }: Pick<Attempt, 'key' | 'input'>,
  kept: AnyKeptRefusal,
): Promise<Refusal<DecisionCode>> {
  const { code, message, param } = kept;
  const chargeOf = async (id: string): Promise<Charge> => {
    const [charge] = await readRows(query, 'charge', [id], wholeRow);
    if (!charge) throw new Error(`The charge ${id} of a kept refusal is missing`);
    return charge;
  };
  switch (kept.code) {
    case 'AMOUNT_REFUNDABLE_CHANGED':
    case 'AMOUNT_TOO_LARGE': {
      const { charge, amountRefundable } = kept;
      return {
        code: kept.code,
        message,
        param,
        charge: await chargeOf(charge),
        amountRefundable: BigInt(amountRefundable),
      };
    }
    case 'CHARGE_NOT_REFUNDABLE':
      // The key is older than PAYMENT_INTENT_NOT_REFUNDABLE. The id is in the input.
      if (kept.charge === undefined)
        return {
          code: 'PAYMENT_INTENT_NOT_REFUNDABLE',
          message,
          param,
          paymentIntent: { id: `${input.paymentIntent}` },
        };
      return { code: kept.code, message, param, charge: await chargeOf(kept.charge) };
    case 'CHARGE_ALREADY_REFUNDED':
    case 'CHARGE_DISPUTED':
      return { code: kept.code, message, param, charge: await chargeOf(kept.charge) };
    case 'PAYMENT_INTENT_NOT_REFUNDABLE':
      return { code: kept.code, message, param, paymentIntent: { id: kept.paymentIntent } };
    case 'REFUND_LIMIT_EXCEEDED': {
      const { limit, left, currency } = kept;
      return { code: kept.code, message, param, limit: BigInt(limit), left: BigInt(left), currency };
    }
    case 'PARAMETER_INVALID':
    case 'PARAMETER_MISSING':
    case 'RESOURCE_MISSING':
      return { code: kept.code, message, param };
    default:
      kept satisfies never;
      // A process of the version that kept it can answer, as during a rolling restart.
      throw new OutcomeUnknownError(`This version does not know the kept refusal ${code}`, {
        idempotencyKey: key,
      });
  }
}
