import { useRef, useState } from 'react';
import { type Client, type CombinedError, useClient } from 'urql';
import type { BatchLine, BatchTerms } from './batch';
import { batchIdOf } from './batch-key';
import { checkLines } from './check-lines';
import { parseLines } from './parse-lines';
import { sendBatch } from './send-batch';

type Work = 'checking' | 'sending' | null;

/** A batch of refunds, from the list to the result of each line. */
export function useBatch() {
  const client: Client = useClient();
  const [lines, setLines] = useState<readonly BatchLine[]>([]);
  const [work, setWork] = useState<Work>(null);
  const [progress, setProgress] = useState({ done: 0, of: 0 });
  const [error, setError] = useState<CombinedError | null>(null);
  const batch = useRef({ id: '', reasonCode: '', note: '' });

  async function check(text: string, terms: BatchTerms): Promise<void> {
    const parsed = parseLines(text);
    setWork('checking');
    setError(null);
    setProgress({ done: 0, of: parsed.length });
    try {
      batch.current = { ...terms, id: await batchIdOf(terms, parsed) };
      setLines(await checkLines(client, parsed, (done) => setProgress({ done, of: parsed.length })));
    } catch (cause) {
      setError(cause as CombinedError);
    } finally {
      setWork(null);
    }
  }

  async function send(): Promise<void> {
    if (work) return;
    setWork('sending');
    setProgress({ done: 0, of: lines.length });
    await sendBatch(client, batch.current, lines, (next) => {
      setLines(next);
      setProgress({ done: next.filter(({ state }) => state.step !== 'ready').length, of: next.length });
    });
    setWork(null);
  }

  return { lines, work, progress, error, check, send, clear: () => setLines([]) };
}
