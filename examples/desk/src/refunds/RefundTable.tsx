import { Table, Text } from '@mantine/core';
import { Amount } from '../common/Amount';
import { PaymentMethod } from '../common/PaymentMethod';
import { SortableTh } from '../common/SortableTh';
import { StatusBadge } from '../common/StatusBadge';
import { TextLink } from '../common/TextLink';
import { Time } from '../common/Time';
import type { RefundRowFragment } from '../generated/graphql';
import { noReason, refundReasons, refundStatuses } from '../messages/refunds';

interface Props {
  readonly refunds: readonly RefundRowFragment[];
  /** True where all refunds are of one charge: how it was paid is said once, elsewhere, and they have one order. */
  readonly ofOneCharge?: boolean;
}

/** Refunds, one a row. Narrow screens leave out what the refund's own page has. */
export const RefundTable = ({ refunds, ofOneCharge = false }: Props) => (
  <Table highlightOnHover verticalSpacing="sm" horizontalSpacing="md">
    <Table.Thead>
      <Table.Tr>
        {ofOneCharge ? (
          <Table.Th ta="right">Amount</Table.Th>
        ) : (
          <SortableTh field="AMOUNT" ta="right">
            Amount
          </SortableTh>
        )}
        <Table.Th>Status</Table.Th>
        <Table.Th visibleFrom="sm">Reason</Table.Th>
        {!ofOneCharge && <Table.Th visibleFrom="md">Paid with</Table.Th>}
        {!ofOneCharge && <Table.Th visibleFrom="lg">By</Table.Th>}
        {ofOneCharge ? (
          <Table.Th visibleFrom="xs">Created</Table.Th>
        ) : (
          <SortableTh field="CREATED" visibleFrom="xs">
            Created
          </SortableTh>
        )}
      </Table.Tr>
    </Table.Thead>
    <Table.Tbody>
      {refunds.map((refund) => (
        <RefundTableRow key={refund.id} refund={refund} ofOneCharge={ofOneCharge} />
      ))}
    </Table.Tbody>
  </Table>
);

function RefundTableRow({ refund, ofOneCharge }: { refund: RefundRowFragment; ofOneCharge: boolean }) {
  const { label, tone } = refundStatuses[refund.status];
  return (
    <Table.Tr data-refund={refund.id}>
      <Table.Td ta="right">
        <TextLink to={`/refunds/${refund.id}`} fw={600}>
          <Amount amount={refund.amount} of={refund} />
        </TextLink>
      </Table.Td>
      <Table.Td>
        <StatusBadge label={label} tone={tone} />
        <Text size="xs" c="dimmed" mt={4} hiddenFrom="xs">
          <Time at={refund.created} />
        </Text>
      </Table.Td>
      <Table.Td visibleFrom="sm">
        {refund.reason ? (
          refundReasons[refund.reason]
        ) : (
          <Text span c="dimmed" size="sm">
            {noReason}
          </Text>
        )}
      </Table.Td>
      {!ofOneCharge && (
        <Table.Td visibleFrom="md">
          {refund.charge && (
            <TextLink to={`/charges/${refund.charge.id}`} c="inherit">
              <PaymentMethod method={refund.charge.paymentMethodDetails} />
            </TextLink>
          )}
        </Table.Td>
      )}
      {!ofOneCharge && <Table.Td visibleFrom="lg">{refund.createdBy}</Table.Td>}
      <Table.Td visibleFrom="xs">
        <Time at={refund.created} />
      </Table.Td>
    </Table.Tr>
  );
}
