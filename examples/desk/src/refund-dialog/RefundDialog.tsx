import { Modal } from '@mantine/core';
import type { RefundabilityPartsFragment } from '../generated/graphql';
import { formatAmount } from '../money/currency';
import type { Replaced } from './form';
import { Outcome } from './Outcome';
import { RefundFormView } from './RefundFormView';
import { useRefund } from './useRefund';

interface Props {
  readonly charge: RefundabilityPartsFragment;
  readonly replaces?: Replaced | undefined;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Refunds a charge: asks, previews, makes it, and tells how it ended. */
export function RefundDialog({ charge, replaces, opened, onClose }: Props) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size="lg"
      title={
        charge.amountRefundable === 0
          ? 'Refund'
          : `Refund up to ${formatAmount(charge.amountRefundable, charge)}`
      }
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <RefundSteps charge={charge} replaces={replaces} onClose={onClose} />
    </Modal>
  );
}

function RefundSteps({ charge, replaces, onClose }: Omit<Props, 'opened'>) {
  const refund = useRefund();
  const { progress } = refund;
  const isDone = progress.step === 'answered' && !('code' in progress.result);
  return isDone ? (
    <Outcome result={progress.result} onClose={onClose} />
  ) : (
    <RefundFormView charge={charge} refund={refund} replaces={replaces} onClose={onClose} />
  );
}
