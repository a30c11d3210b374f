import { useState } from 'react';
import { type CombinedError, useMutation } from 'urql';
import type { Refusal } from '../common/RefusalNotice';
import type { Decision } from './Decide';
import { approveMutation, rejectMutation } from './documents';

/** Approves or rejects. An answer that was lost does no harm: an approval can be decided only once. */
export function useDecision(approval: string) {
  const [approving, approve] = useMutation(approveMutation);
  const [rejecting, reject] = useMutation(rejectMutation);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [error, setError] = useState<CombinedError>();

  /** True if it is decided. */
  async function decide(decision: Decision, note: string | null): Promise<boolean> {
    const variables = { approval, note };
    const answer = decision === 'approve' ? await approve(variables) : await reject(variables);
    const result = answer.data && Object.values(answer.data)[0];
    setError(answer.error);
    setRefusal(result && 'code' in result ? result : null);
    return result !== undefined && !('code' in result);
  }

  return { decide, error, refusal, fetching: approving.fetching || rejecting.fetching };
}
