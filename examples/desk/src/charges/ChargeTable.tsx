import { Checkbox, Table, Text } from '@mantine/core';
import { Amount } from '../common/Amount';
import { PaymentMethod } from '../common/PaymentMethod';
import { SortableTh } from '../common/SortableTh';
import { StatusBadge } from '../common/StatusBadge';
import { TextLink } from '../common/TextLink';
import { Time } from '../common/Time';
import type { ChargesQuery } from '../generated/graphql';
import { chargeState } from './charge-state';

/** Which charges are selected. It is null for who may not refund them. */
export interface Selection {
  readonly ids: readonly string[];
  readonly toggle: (id: string) => void;
}

type ChargeOfList = ChargesQuery['charges']['nodes'][number];

interface Props {
  readonly charges: readonly ChargeOfList[];
  readonly selection: Selection | null;
  /** Whether the reader may know who paid. */
  readonly people: boolean;
}

/** Charges, one a row. Narrow screens leave out what the charge's own page has. */
export const ChargeTable = ({ charges, selection, people }: Props) => (
  <Table highlightOnHover verticalSpacing="sm" horizontalSpacing="md">
    <Table.Thead>
      <Table.Tr>
        {selection && <Table.Th w={44}>Pick</Table.Th>}
        <SortableTh field="AMOUNT" ta="right">
          Amount
        </SortableTh>
        <Table.Th>State</Table.Th>
        <Table.Th visibleFrom="sm">Paid with</Table.Th>
        {people && <Table.Th visibleFrom="sm">Customer</Table.Th>}
        <Table.Th visibleFrom="md">Description</Table.Th>
        <Table.Th ta="right" visibleFrom="xl">
          Refundable
        </Table.Th>
        <SortableTh field="CREATED" visibleFrom="xs">
          Created
        </SortableTh>
      </Table.Tr>
    </Table.Thead>
    <Table.Tbody>
      {charges.map((charge) => (
        <ChargeTableRow key={charge.id} charge={charge} selection={selection} people={people} />
      ))}
    </Table.Tbody>
  </Table>
);

const ChargeTableRow = ({ charge, selection, people }: Omit<Props, 'charges'> & { charge: ChargeOfList }) => (
  <Table.Tr data-charge={charge.id}>
    {selection && (
      <Table.Td>
        <Checkbox
          size="sm"
          aria-label={`Pick ${charge.id}`}
          checked={selection.ids.includes(charge.id)}
          onChange={() => selection.toggle(charge.id)}
          disabled={charge.amountRefundable === 0}
        />
      </Table.Td>
    )}
    <Table.Td ta="right">
      <TextLink to={`/charges/${charge.id}`} fw={600}>
        <Amount amount={charge.amount} of={charge} />
      </TextLink>
    </Table.Td>
    <Table.Td>
      <StatusBadge {...chargeState(charge)} />
      <Text size="xs" c="dimmed" mt={4} hiddenFrom="xs">
        <Time at={charge.created} />
      </Text>
    </Table.Td>
    <Table.Td visibleFrom="sm">
      <PaymentMethod method={charge.paymentMethodDetails} />
    </Table.Td>
    {people && (
      <Table.Td visibleFrom="sm" style={{ whiteSpace: 'nowrap' }}>
        {charge.billingDetails?.name ?? charge.billingDetails?.email}
      </Table.Td>
    )}
    <Table.Td visibleFrom="md">
      <Text size="sm" lineClamp={2}>
        {charge.description}
      </Text>
    </Table.Td>
    <Table.Td ta="right" visibleFrom="xl">
      <Amount amount={charge.amountRefundable} of={charge} />
    </Table.Td>
    <Table.Td visibleFrom="xs">
      <Time at={charge.created} />
    </Table.Td>
  </Table.Tr>
);
