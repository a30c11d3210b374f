import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { useSubscription } from 'urql';
import { useConnection } from '../gateway/connection';
import { useMay } from '../session/viewer';
import { approvalEventsSubscription, refundEventsSubscription } from './documents';
import { RevisionContext } from './revision';

/** Fifty refunds at once make the lists load anew a few times, not fifty times. */
const PACE_MS = 700;

/** Keeps every screen within up to date, for as long as the gateway tells what happens. */
export function Live({ children }: { readonly children: ReactNode }) {
  const [revision, setRevision] = useState(0);
  const planned = useRef<ReturnType<typeof setTimeout>>(undefined);
  const changed = useCallback(() => {
    planned.current ??= setTimeout(() => {
      planned.current = undefined;
      setRevision((count) => count + 1);
    }, PACE_MS);
  }, []);
  useEffect(() => () => clearTimeout(planned.current), []);

  const pause = !useMay('events:read');
  const onEvent = useCallback(
    (count: number | undefined) => {
      changed();
      return (count ?? 0) + 1;
    },
    [changed],
  );
  useSubscription({ query: refundEventsSubscription, pause }, onEvent);
  useSubscription({ query: approvalEventsSubscription, pause }, onEvent);
  useOnReconnect(changed);

  return <RevisionContext.Provider value={revision}>{children}</RevisionContext.Provider>;
}

/** A feed that had no event yet cannot go on from one, so after an interruption everything is loaded anew. */
function useOnReconnect(changed: () => void): void {
  const connection = useConnection();
  const before = useRef(connection);
  useEffect(() => {
    if (before.current === 'reconnecting' && connection === 'connected') changed();
    before.current = connection;
  }, [connection, changed]);
  useEffect(() => {
    window.addEventListener('online', changed);
    return () => window.removeEventListener('online', changed);
  }, [changed]);
}
