import { Notice } from '../common/Notice';
import { type Refusal, RefusalNotice } from '../common/RefusalNotice';
import { useViewer } from '../session/viewer';

/** Beyond a limit, a refund is refused, or waits for somebody else: the viewer's limits say which. */
export function ApprovalNeeded({ refusal }: { readonly refusal: Refusal }) {
  const { refundLimits } = useViewer();
  if (!refundLimits.some(({ needsApproval }) => needsApproval))
    return <RefusalNotice refusal={refusal} urgent={false} />;
  return (
    <Notice tone="info" title="It will wait for approval by somebody else">
      {refusal.message}
    </Notice>
  );
}
