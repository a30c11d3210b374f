import { Center, Container, Loader } from '@mantine/core';
import type { ReactNode } from 'react';
import { useQuery } from 'urql';
import { ErrorNotice } from '../common/ErrorNotice';
import { ViewerContext, viewerQuery } from './viewer';

/** Asks who works at this desk before it shows anything. */
export function WithViewer({ children }: { readonly children: ReactNode }) {
  const [{ data, error }, retry] = useQuery({ query: viewerQuery });
  if (data) return <ViewerContext.Provider value={data.viewer}>{children}</ViewerContext.Provider>;
  if (error)
    return (
      <Container component="main" size="xs" py="xl">
        <ErrorNotice error={error} onRetry={() => retry({ requestPolicy: 'network-only' })} />
      </Container>
    );
  return (
    <Center component="main" h="100vh">
      <Loader aria-label="The desk is loading" />
    </Center>
  );
}
