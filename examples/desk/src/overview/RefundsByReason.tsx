import { Table } from '@mantine/core';
import { Amount } from '../common/Amount';
import type { OverviewQuery } from '../generated/graphql';
import { noReason, refundReasons } from '../messages/refunds';
import { formatAmount } from '../money/currency';
import { ChartPanel } from './ChartPanel';
import { ReasonBars } from './ReasonBars';

interface Props {
  readonly rows: OverviewQuery['byReason'];
  readonly currency: string;
}

export interface ReasonSum {
  readonly name: string;
  readonly count: number;
  readonly amount: number;
}

/** The sum of the refunds of each reason, the largest first. */
export function RefundsByReason({ rows, currency }: Props) {
  const reasons: ReasonSum[] = rows
    .filter((row) => row.currency === currency)
    .map(({ reason, count, amount }) => ({
      name: reason ? refundReasons[reason] : noReason,
      count,
      amount: amount ?? 0,
    }))
    .sort((a, b) => b.amount - a.amount);
  const [first] = reasons;
  return (
    <ChartPanel
      title="Refunds by reason"
      summary={first ? `The most was for “${first.name}”: ${formatAmount(first.amount, currency)}.` : ''}
      chart={<ReasonBars reasons={reasons} currency={currency} />}
      table={
        <Table verticalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Reason</Table.Th>
              <Table.Th ta="right">Refunds</Table.Th>
              <Table.Th ta="right">Amount</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {reasons.map(({ name, count, amount }) => (
              <Table.Tr key={name}>
                <Table.Td>{name}</Table.Td>
                <Table.Td ta="right">{count}</Table.Td>
                <Table.Td ta="right">
                  <Amount amount={amount} currency={currency} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      }
    />
  );
}
