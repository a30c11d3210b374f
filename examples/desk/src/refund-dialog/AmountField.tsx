import { Group, Radio, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { formatAmount } from '../money/currency';
import { type Allowed, amountOf, type RefundForm } from './form';

/** All that is left, or a part of it, in the currency's own decimals. */
export function AmountField(props: {
  readonly form: RefundForm;
  readonly charge: Allowed;
  readonly fullOnly: boolean;
  readonly disabled: boolean;
  readonly onChange: (part: Partial<RefundForm>) => void;
}) {
  const { form, charge, fullOnly, disabled, onChange } = props;
  const [left, setLeft] = useState(false);
  const parsed = amountOf(form, charge);
  return (
    <Stack gap="sm">
      <Radio.Group
        label="How much"
        description={fullOnly ? 'The money was never taken, so only all of it can be released.' : undefined}
        value={form.full ? 'full' : 'part'}
        onChange={(value) => onChange({ full: value === 'full' })}
      >
        <Group gap="xl" mt="xs">
          <Radio
            value="full"
            label={`All that is left: ${formatAmount(charge.amountRefundable, charge)}`}
            disabled={disabled}
            data-autofocus
          />
          {!fullOnly && <Radio value="part" label="A part of it" disabled={disabled} />}
        </Group>
      </Radio.Group>
      {!form.full && (
        <TextInput
          label={`Amount in ${charge.currency.toUpperCase()}`}
          inputMode="decimal"
          autoComplete="off"
          value={form.amountText}
          onChange={(event) => onChange({ amountText: event.currentTarget.value })}
          onBlur={() => setLeft(true)}
          error={'fault' in parsed && (left || form.amountText !== '') ? parsed.fault : undefined}
          disabled={disabled}
          maw={220}
          styles={{ input: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' } }}
        />
      )}
    </Stack>
  );
}
