import { useRef, useState } from 'react';
import { type CombinedError, useMutation } from 'urql';
import { problemOf } from '../gateway/problem';
import type { CreateRefundInput, CreateRefundMutation } from '../generated/graphql';
import { createRefundMutation } from './documents';

type Result = CreateRefundMutation['createRefund'];
type Terms = Omit<CreateRefundInput, 'idempotencyKey'>;

/** Where the refund of a dialog stands. */
export type Progress =
  | { readonly step: 'editing' }
  | { readonly step: 'sending' }
  | { readonly step: 'unknown'; readonly error: CombinedError }
  | { readonly step: 'failed'; readonly error: CombinedError }
  | { readonly step: 'answered'; readonly result: Result };

/**
 * Makes the refund of a dialog, once. The key is made when the dialog opens and stays until the gateway has refused:
 * a second click, and each retry after an unknown outcome, are the same request to the gateway. A refusal made nothing,
 * so what is sent after it is a new request with a new key.
 */
export function useRefund() {
  const [, mutate] = useMutation(createRefundMutation);
  const [progress, setProgress] = useState<Progress>({ step: 'editing' });
  const key = useRef(crypto.randomUUID());
  const sent = useRef<Terms>(undefined);
  const isSending = useRef(false);

  async function send(terms: Terms): Promise<void> {
    if (isSending.current) return;
    isSending.current = true;
    sent.current = terms;
    setProgress({ step: 'sending' });
    const { data, error } = await mutate({ input: { ...terms, idempotencyKey: key.current } });
    isSending.current = false;
    if (data) {
      if ('code' in data.createRefund) key.current = crypto.randomUUID();
      setProgress({ step: 'answered', result: data.createRefund });
    } else if (error) {
      setProgress({ step: problemOf(error).outcomeUnknown ? 'unknown' : 'failed', error });
    }
  }

  return {
    progress,
    send,
    /** Repeats exactly what was sent, to learn what became of it. */
    repeat: () => (sent.current ? send(sent.current) : Promise.resolve()),
    edit: () => setProgress({ step: 'editing' }),
  };
}
