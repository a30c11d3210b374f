import { Group, Paper, Stack, Text } from '@mantine/core';
import { Amount } from '../common/Amount';
import type { Unit } from '../money/currency';
import classes from './ChargeBalance.module.css';
import type { ChargeOfPage } from './ChargeScreen';

/** What was taken, what went back, and what is left. */
export function ChargeBalance({ charge }: { readonly charge: ChargeOfPage }) {
  const base = charge.captured ? charge.amountCaptured : charge.amount;
  const share = base === 0 ? 0 : Math.min(100, (charge.amountRefunded / base) * 100);
  return (
    <Paper withBorder radius="lg" p="lg" component="section" aria-label="Amounts">
      <Group grow align="flex-start" gap="md">
        <Sum name={charge.captured ? 'Captured' : 'Authorized'} amount={base} of={charge} />
        <Sum name="Refunded" amount={charge.amountRefunded} of={charge} />
        <Sum name="Refundable" amount={charge.amountRefundable} of={charge} />
      </Group>
      <div className={classes.bar} aria-hidden>
        <div style={{ width: `${share}%` }} />
      </div>
    </Paper>
  );
}

const Sum = (props: { readonly name: string; readonly amount: number; readonly of: Unit }) => (
  <Stack gap={2}>
    <Text size="sm" c="dimmed">
      {props.name}
    </Text>
    <Text fw={650} size="lg" data-sum={props.name}>
      <Amount amount={props.amount} of={props.of} />
    </Text>
  </Stack>
);
