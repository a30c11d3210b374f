import { Table } from '@mantine/core';
import { Amount } from '../common/Amount';
import type { OverviewQuery } from '../generated/graphql';
import { noReason, refundReasons } from '../messages/refunds';
import { formatAmount, type Unit } from '../money/currency';
import { ChartPanel } from './ChartPanel';
import { ReasonBars } from './ReasonBars';

interface Props {
  readonly rows: OverviewQuery['byReason'];
  readonly unit: Unit;
}

export interface ReasonSum {
  readonly name: string;
  readonly count: number;
  readonly amount: number;
}

/** The sum of the refunds of each reason, the largest first. */
export function RefundsByReason({ rows, unit }: Props) {
  const reasons: ReasonSum[] = rows
    .filter((row) => row.currency === unit.currency)
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
      summary={first ? `The most was for “${first.name}”: ${formatAmount(first.amount, unit)}.` : ''}
      chart={<ReasonBars reasons={reasons} unit={unit} />}
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
                  <Amount amount={amount} of={unit} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      }
    />
  );
}
