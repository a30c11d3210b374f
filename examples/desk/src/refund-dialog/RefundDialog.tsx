import { Modal } from '@mantine/core';
import type { RefundabilityPartsFragment } from '../generated/graphql';
import { formatAmount } from '../money/currency';
import { Outcome } from './Outcome';
import { RefundFormView } from './RefundFormView';
import { useRefund } from './useRefund';

interface Props {
  readonly charge: RefundabilityPartsFragment;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Refunds a charge: asks, previews, makes it, and tells how it ended. */
export function RefundDialog({ charge, opened, onClose }: Props) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size="lg"
      title={`Refund up to ${formatAmount(charge.amountRefundable, charge.currency)}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <RefundSteps charge={charge} onClose={onClose} />
    </Modal>
  );
}

function RefundSteps({ charge, onClose }: Omit<Props, 'opened'>) {
  const refund = useRefund();
  const { progress } = refund;
  const isDone = progress.step === 'answered' && !('code' in progress.result);
  return isDone ? (
    <Outcome result={progress.result} onClose={onClose} />
  ) : (
    <RefundFormView charge={charge} refund={refund} onClose={onClose} />
  );
}
