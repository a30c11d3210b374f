import { Stack } from '@mantine/core';
import { Notice } from '../common/Notice';
import { RefusalNotice } from '../common/RefusalNotice';
import { useMay } from '../session/viewer';
import type { ChargeOfPage } from './ChargeScreen';

/** Why there is no refund button, if there is none. */
export function WhyNotRefundable({ charge }: { readonly charge: ChargeOfPage }) {
  const mayRefund = useMay('refunds:write');
  const { refundable, refusals } = charge.refundability;
  if (refundable && !mayRefund)
    return (
      <Notice tone="info" title="You can look, but not refund">
        Your key does not have the scope refunds:write.
      </Notice>
    );
  if (refundable) return null;
  return (
    <Stack gap="sm">
      {refusals.map((refusal) => (
        <RefusalNotice key={refusal.code} refusal={refusal} urgent={false} />
      ))}
    </Stack>
  );
}
