import { Box, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import type { CombinedError } from 'urql';
import { ErrorNotice } from './ErrorNotice';
import { Loading } from './Loading';
import { Screen } from './Screen';

interface Result<Data> {
  readonly data?: Data | undefined;
  readonly error?: CombinedError | undefined;
  readonly retry: () => void;
}

/**
 * The result of a query in all of its states. Data that is there stays visible while it is loaded anew, also if that
 * fails.
 */
export function Loaded<Data>(props: {
  readonly result: Result<Data>;
  /** The heading of a whole screen, while there is nothing to head it. */
  readonly screen?: string;
  readonly skeleton?: ReactNode;
  readonly children: (data: Data) => ReactNode;
}) {
  const { data, error, retry } = props.result;
  if (data === undefined || data === null) {
    const state = error ? (
      <Box p="md">
        <ErrorNotice error={error} onRetry={retry} />
      </Box>
    ) : (
      (props.skeleton ?? <Loading />)
    );
    return props.screen ? <Screen title={props.screen}>{state}</Screen> : state;
  }
  return (
    <Stack gap={0}>
      {error && (
        <Box p="md">
          <ErrorNotice error={error} onRetry={retry} />
        </Box>
      )}
      {props.children(data)}
    </Stack>
  );
}
