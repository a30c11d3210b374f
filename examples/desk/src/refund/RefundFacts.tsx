import { Paper, Title } from '@mantine/core';
import { Fact, Facts } from '../common/Facts';
import { Id } from '../common/Id';
import { PaymentMethod } from '../common/PaymentMethod';
import { TextLink } from '../common/TextLink';
import { Time } from '../common/Time';
import type { ReplacementPartsFragment } from '../generated/graphql';
import { inWords } from '../messages/disputes';
import { refundReasons, refundStatuses } from '../messages/refunds';
import { formatAmount } from '../money/currency';
import type { RefundOfPage } from './RefundScreen';

/** What is known of a refund. */
export const RefundFacts = ({ refund }: { readonly refund: RefundOfPage }) => (
  <Paper withBorder radius="lg" p="lg" component="section" aria-labelledby="facts">
    <Title order={2} size="h4" id="facts" mb="md">
      Details
    </Title>
    <Facts>
      <Fact name="Refund">
        <Id>{refund.id}</Id>
      </Fact>
      <Fact name="Charge">
        {refund.charge && (
          <TextLink to={`/charges/${refund.charge.id}`}>
            <Id>{refund.charge.id}</Id>
          </TextLink>
        )}
      </Fact>
      <Fact name="Paid with">
        {refund.charge && <PaymentMethod method={refund.charge.paymentMethodDetails} />}
      </Fact>
      <Fact name="Created">
        <Time at={refund.created} precise />
      </Fact>
      <Fact name="By">{refund.createdBy}</Fact>
      <Fact name="Reason">{refund.reason && refundReasons[refund.reason]}</Fact>
      <Fact name="Reason code">{refund.reasonCode && inWords(refund.reasonCode)}</Fact>
      <Fact name="Note">{refund.note}</Fact>
      <Fact name="Makes good">{refund.replaces && <OtherRefund refund={refund.replaces} />}</Fact>
      <Fact name="Made good by">{refund.replacedBy && <OtherRefund refund={refund.replacedBy} />}</Fact>
      <Fact name="Bank details asked at">{refund.instructionsEmail}</Fact>
      <Fact name="Reference">{refund.destinationDetails?.card?.reference}</Fact>
      <Fact name="Receipt">{refund.receiptNumber}</Fact>
      {Object.entries(refund.metadata).map(([key, value]) => (
        <Fact key={key} name={key}>
          {value}
        </Fact>
      ))}
    </Facts>
  </Paper>
);

const OtherRefund = ({ refund }: { readonly refund: ReplacementPartsFragment }) => (
  <TextLink to={`/refunds/${refund.id}`}>
    {formatAmount(refund.amount, refund)}, {refundStatuses[refund.status].label.toLowerCase()}
  </TextLink>
);
