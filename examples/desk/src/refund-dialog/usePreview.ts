import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from 'urql';
import type { RefundPreviewInput } from '../generated/graphql';
import { refundPreviewQuery } from './documents';

const TYPING_PAUSE_MS = 250;

/** What the gateway would do now. It is asked anew when the amount changes. */
export function usePreview(input: RefundPreviewInput | null) {
  const [settled] = useDebouncedValue(input ? JSON.stringify(input) : null, TYPING_PAUSE_MS);
  const [result] = useQuery({
    query: refundPreviewQuery,
    variables: { input: settled ? JSON.parse(settled) : {} },
    pause: settled === null,
    requestPolicy: 'network-only',
  });
  return result;
}
