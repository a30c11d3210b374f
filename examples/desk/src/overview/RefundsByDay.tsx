import { BarChart } from '@mantine/charts';
import { Table } from '@mantine/core';
import { Amount } from '../common/Amount';
import type { OverviewQuery } from '../generated/graphql';
import { formatAmount, type Unit } from '../money/currency';
import { ChartPanel } from './ChartPanel';
import { dayName } from './days';

interface Props {
  readonly rows: OverviewQuery['byDay'];
  readonly period: readonly string[];
  readonly unit: Unit;
}

/** The sum of the refunds of each day, in the gateway's days (UTC). */
export function RefundsByDay({ rows, period, unit }: Props) {
  const byDay = new Map(rows.filter((row) => row.currency === unit.currency).map((row) => [row.day, row]));
  const days = period.map((day) => ({
    day,
    count: byDay.get(day)?.count ?? 0,
    amount: byDay.get(day)?.amount ?? 0,
  }));
  const most = days.reduce((best, one) => (one.amount > best.amount ? one : best), {
    day: '',
    count: 0,
    amount: 0,
  });
  const scale = 10 ** unit.currencyDecimals;
  return (
    <ChartPanel
      title="Refunds by day"
      summary={`The most was on ${dayName(most.day)}: ${formatAmount(most.amount, unit)}. Days are in UTC.`}
      chart={
        <BarChart
          h={240}
          data={days.map(({ day, amount }) => ({ day: dayName(day), Refunded: amount / scale }))}
          dataKey="day"
          series={[{ name: 'Refunded', color: 'ink' }]}
          tickLine="none"
          gridAxis="x"
          valueFormatter={(value) => formatAmount(Math.round(value * scale), unit)}
          yAxisProps={{ width: 90 }}
          barProps={{ isAnimationActive: false, radius: [3, 3, 0, 0] }}
        />
      }
      table={<DayTable days={days.filter(({ count }) => count > 0).reverse()} unit={unit} />}
    />
  );
}

function DayTable(props: {
  readonly days: readonly { readonly day: string; readonly count: number; readonly amount: number }[];
  readonly unit: Unit;
}) {
  return (
    <Table verticalSpacing="xs">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Day</Table.Th>
          <Table.Th ta="right">Refunds</Table.Th>
          <Table.Th ta="right">Amount</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {props.days.map(({ day, count, amount }) => (
          <Table.Tr key={day}>
            <Table.Td>{day}</Table.Td>
            <Table.Td ta="right">{count}</Table.Td>
            <Table.Td ta="right">
              <Amount amount={amount} of={props.unit} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
