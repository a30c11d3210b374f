import { NativeSelect, SimpleGrid, Textarea, TextInput } from '@mantine/core';
import type { CreateRefundReason } from '../generated/graphql';
import { noReason, refundReasons } from '../messages/refunds';
import { useViewer } from '../session/viewer';
import type { RefundForm } from './form';
import { ReasonCodeField } from './ReasonCodeField';

/** As the gateway takes it. */
export const LONGEST_NOTE = 512;

/** The reasons that a person can give. An authorization that expired is none of them. */
const choices: { value: CreateRefundReason | ''; label: string }[] = [
  { value: '', label: noReason },
  ...(['REQUESTED_BY_CUSTOMER', 'DUPLICATE', 'FRAUDULENT', 'RESOLVED_DISPUTE'] as const).map((value) => ({
    value,
    label: refundReasons[value],
  })),
];

/** Why it is refunded, and what colleagues should know. */
export function ReasonFields(props: {
  readonly form: RefundForm;
  readonly asksForEmail: boolean;
  readonly disabled: boolean;
  readonly onChange: (part: Partial<RefundForm>) => void;
}) {
  const { form, disabled, onChange } = props;
  const { noteRequired } = useViewer();
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <NativeSelect
          label="Reason"
          description={
            form.reason === 'FRAUDULENT'
              ? 'Puts the card and the e-mail address on the block list.'
              : undefined
          }
          data={choices}
          value={form.reason ?? ''}
          onChange={(event) =>
            onChange({ reason: (event.currentTarget.value || null) as CreateRefundReason | null })
          }
          disabled={disabled}
        />
        <ReasonCodeField
          value={form.reasonCode}
          onChange={(reasonCode) => onChange({ reasonCode })}
          disabled={disabled}
        />
      </SimpleGrid>
      {props.asksForEmail && (
        <TextInput
          type="email"
          label="E-mail address of the customer"
          description="The customer is asked there for bank details, because the payment method cannot give money back."
          value={form.instructionsEmail}
          onChange={(event) => onChange({ instructionsEmail: event.currentTarget.value })}
          disabled={disabled}
          required
        />
      )}
      <Textarea
        label="Note for colleagues"
        description="The customer never sees it."
        maxLength={LONGEST_NOTE}
        autosize
        minRows={2}
        value={form.note}
        onChange={(event) => onChange({ note: event.currentTarget.value })}
        disabled={disabled}
        required={noteRequired}
      />
    </>
  );
}
