import { useEffect, useRef } from 'react';
import { type AnyVariables, type UseQueryArgs, useQuery } from 'urql';
import { useRevision } from './revision';

/** useQuery that asks again when something has changed at the gateway. */
export function useLiveQuery<Data, Variables extends AnyVariables>(args: UseQueryArgs<Variables, Data>) {
  const [result, execute] = useQuery<Data, Variables>(args);
  const revision = useRevision();
  const seen = useRef(revision);
  useEffect(() => {
    if (seen.current === revision) return;
    seen.current = revision;
    execute({ requestPolicy: 'network-only' });
  }, [revision, execute]);
  return { ...result, retry: () => execute({ requestPolicy: 'network-only' }) };
}
