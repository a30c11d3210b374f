import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation } from 'urql';
import { ErrorNotice } from '../common/ErrorNotice';
import { RefusalNotice } from '../common/RefusalNotice';
import { formatAmount } from '../money/currency';
import { cancelRefundMutation } from './documents';
import type { RefundOfPage } from './RefundScreen';

/** Cancels a refund that waits for the customer, after a question. */
export function CancelButton({ refund }: { readonly refund: RefundOfPage }) {
  const [opened, { open, close }] = useDisclosure();
  const [{ data, error, fetching }, cancel] = useMutation(cancelRefundMutation);
  const refusal = data && 'code' in data.cancelRefund ? data.cancelRefund : null;
  const confirm = async () => {
    const result = await cancel({ refund: refund.id });
    if (result.data?.cancelRefund.__typename === 'CancelRefundPayload') close();
  };
  return (
    <>
      <Button variant="default" onClick={open}>
        Cancel refund
      </Button>
      <Modal
        opened={opened}
        onClose={close}
        title="Cancel this refund?"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <Stack>
          <Text size="sm">
            The customer can then no longer give bank details for {formatAmount(refund.amount, refund)}. The
            amount can be refunded again.
          </Text>
          {refusal && <RefusalNotice refusal={refusal} />}
          {error && <ErrorNotice error={error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              Keep it
            </Button>
            <Button onClick={confirm} loading={fetching}>
              Cancel refund
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
