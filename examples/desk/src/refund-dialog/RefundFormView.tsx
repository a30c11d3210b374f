import { Button, Group, Stack } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { RefundabilityPartsFragment } from '../generated/graphql';
import { formatAmount } from '../money/currency';
import { useViewer } from '../session/viewer';
import { AmountField } from './AmountField';
import { amountOf, firstForm, type RefundForm, type Replaced } from './form';
import { PreviewPanel } from './PreviewPanel';
import { ReasonFields } from './ReasonFields';
import { Setback } from './Setback';
import type { useRefund } from './useRefund';

interface Props {
  readonly charge: RefundabilityPartsFragment;
  readonly refund: ReturnType<typeof useRefund>;
  readonly replaces?: Replaced | undefined;
  readonly onClose: () => void;
}

/** What a person fills in. The amount left is that of the moment: if it changes, the button says so. */
export function RefundFormView({ charge, refund, replaces, onClose }: Props) {
  const viewer = useViewer();
  const [form, setForm] = useState<RefundForm>(() => firstForm(charge, replaces));
  const [seen, setSeen] = useState(charge.amountRefundable);
  const change = (part: Partial<RefundForm>) => {
    setForm({ ...form, ...part });
    if (refund.progress.step !== 'editing') refund.edit();
  };
  const allowed = { ...charge, amountRefundable: seen };
  const parsed = amountOf(form, allowed);
  const amount = 'amount' in parsed ? parsed.amount : null;
  const email = form.instructionsEmail.trim();
  const needsEmail = charge.refundability.requiresInstructionsEmail && email === '';
  const isIncomplete =
    needsEmail ||
    (viewer.reasonCodeRequired && form.reasonCode.trim() === '') ||
    (viewer.noteRequired && form.note.trim() === '');
  const { step } = refund.progress;
  const isLocked = step === 'sending' || step === 'unknown';
  const previewed =
    amount === null || needsEmail
      ? null
      : {
          charge: charge.id,
          amount,
          instructionsEmail: email || null,
          ...(replaces && { replaces: replaces.id }),
        };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (step === 'unknown') return void refund.repeat();
    if (amount === null || isIncomplete) return;
    void refund.send({
      charge: charge.id,
      amount,
      expectedAmountRefundable: seen,
      reason: form.reason,
      reasonCode: form.reasonCode.trim() || null,
      note: form.note.trim() || null,
      instructionsEmail: email || null,
      ...(replaces && { replaces: replaces.id }),
    });
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <AmountField
          form={form}
          charge={allowed}
          disabled={isLocked}
          onChange={change}
          fullOnly={charge.refundability.fullOnly}
        />
        <ReasonFields
          form={form}
          asksForEmail={charge.refundability.requiresInstructionsEmail}
          disabled={isLocked}
          onChange={change}
        />
        <PreviewPanel input={previewed} />
        <Setback
          progress={refund.progress}
          unit={charge}
          onSeen={(left) => {
            setSeen(left);
            refund.edit();
          }}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Close
          </Button>
          <Button
            type="submit"
            loading={step === 'sending'}
            disabled={amount === null || isIncomplete || isStale(refund.progress)}
          >
            {step === 'unknown'
              ? 'Ask again'
              : amount === null
                ? 'Refund'
                : `Refund ${formatAmount(amount, charge)}`}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** After somebody else was faster, a person must look at the new amount before anything is sent. */
const isStale = (progress: Props['refund']['progress']): boolean =>
  progress.step === 'answered' && progress.result.__typename === 'AmountRefundableChangedError';
