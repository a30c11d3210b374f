import type { ReactNode } from 'react';
import { useMemo } from 'react';
import { Provider } from 'urql';
import { createClient } from '../gateway/client';
import { useSession } from '../gateway/session';
import { SignIn } from './SignIn';
import { WithViewer } from './WithViewer';

/** Everything within has a client and a viewer. Without a valid key, if the gateway wants one, it asks for it. */
export function Session({ children }: { readonly children: ReactNode }) {
  const { key, refused } = useSession();
  // A new key gets a new cache.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the client reads the key by itself
  const client = useMemo(() => createClient(), [key]);
  if (refused) return <SignIn hadKey={key !== null} />;
  return (
    <Provider value={client} key={key}>
      <WithViewer>{children}</WithViewer>
    </Provider>
  );
}
