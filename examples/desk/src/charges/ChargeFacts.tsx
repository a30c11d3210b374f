import { Anchor, Paper, Stack, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { Amount } from '../common/Amount';
import { Fact, Facts } from '../common/Facts';
import { Id } from '../common/Id';
import { PaymentMethod } from '../common/PaymentMethod';
import { Time } from '../common/Time';
import { intentStatuses } from '../messages/charges';
import { disputeStatus, inWords } from '../messages/disputes';
import type { ChargeOfPage } from './ChargeScreen';

/** What is known of the payment, of how it was paid, and of who paid. */
export function ChargeFacts({ charge }: { readonly charge: ChargeOfPage }) {
  const { paymentIntent } = charge;
  const metadata = Object.entries(charge.metadata);
  return (
    <Stack gap="lg">
      <Section title="Payment">
        <Fact name="Charge">
          <Id>{charge.id}</Id>
        </Fact>
        <Fact name="Created">
          <Time at={charge.created} precise />
        </Fact>
        <Fact name="Paid with">
          <PaymentMethod method={charge.paymentMethodDetails} />
        </Fact>
        <Fact name="Description">{charge.description}</Fact>
        <Fact name="Refundable until">
          {charge.refundability.refundableUntil && <Time at={charge.refundability.refundableUntil} precise />}
        </Fact>
        <Fact name="Why it failed">{charge.failureMessage}</Fact>
        <Fact name="Platform fee">
          {charge.applicationFeeAmount == null ? null : (
            <Amount amount={charge.applicationFeeAmount} of={charge} />
          )}
        </Fact>
      </Section>
      {charge.billingDetails && (
        <Section title="Customer">
          <Fact name="Name">{charge.billingDetails.name}</Fact>
          <Fact name="E-mail">{charge.billingDetails.email}</Fact>
          <Fact name="Receipt">
            {charge.receiptUrl && (
              <Anchor href={charge.receiptUrl} target="_blank" rel="noreferrer">
                Open the customer’s receipt
              </Anchor>
            )}
          </Fact>
        </Section>
      )}
      {charge.disputes.map((dispute) => (
        <Section key={dispute.id} title="Dispute">
          <Fact name="Status">{disputeStatus(dispute.status)}</Fact>
          <Fact name="Amount">
            <Amount amount={dispute.amount} of={dispute} />
          </Fact>
          <Fact name="Reason">{dispute.reason && inWords(dispute.reason)}</Fact>
          <Fact name="Opened">
            <Time at={dispute.created} precise />
          </Fact>
          <Fact name="Evidence until">
            {dispute.evidenceDueBy && <Time at={dispute.evidenceDueBy} precise />}
          </Fact>
          <Fact name="Refundable">
            {dispute.isChargeRefundable ? 'The charge can still be refunded' : 'Not during the dispute'}
          </Fact>
        </Section>
      ))}
      {paymentIntent && (
        <Section title="Payment intent">
          <Fact name="Id">
            <Id>{paymentIntent.id}</Id>
          </Fact>
          <Fact name="Status">{intentStatuses[paymentIntent.status]}</Fact>
          <Fact name="Received">
            <Amount amount={paymentIntent.amountReceived} of={charge} />
          </Fact>
        </Section>
      )}
      {metadata.length > 0 && (
        <Section title="Metadata">
          {metadata.map(([key, value]) => (
            <Fact key={key} name={key}>
              {value}
            </Fact>
          ))}
        </Section>
      )}
      {charge.blockListEntries && charge.blockListEntries.length > 0 && (
        <Section title="On the block list">
          {charge.blockListEntries.map(({ type, value }) => (
            <Fact key={value} name={type === 'EMAIL' ? 'E-mail' : 'Card'}>
              {value}
            </Fact>
          ))}
        </Section>
      )}
    </Stack>
  );
}

const Section = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <Paper withBorder radius="lg" p="lg" component="section" aria-label={title}>
    <Title order={2} size="h4" mb="md">
      {title}
    </Title>
    <Facts>{children}</Facts>
  </Paper>
);
