import type { StoredRows } from '../../ledger/tables.js';
import { unlessBlank } from '../../rules/text.js';
import { builder } from '../builder.js';

interface BillingDetailsValue {
  readonly email: string | null;
  readonly name: string | null;
}

export const BillingDetails = builder.objectRef<BillingDetailsValue>('BillingDetails').implement({
  description: 'The customer who paid, as far as the payment says.',
  fields: (t) => ({
    email: t.exposeString('email', {
      nullable: true,
      description:
        'The e-mail address. Of a charge without a billing address, the address to which its receipt was sent.',
    }),
    name: t.exposeString('name', { nullable: true, description: 'The full name.' }),
  }),
});

export const billingColumns = ['billingEmail', 'billingName'] as const;

/** Null if nothing is known of the customer, or the customer was erased. */
export function billingDetailsOf({
  billingEmail,
  billingName,
}: Pick<StoredRows['charge'], (typeof billingColumns)[number]>): BillingDetailsValue | null {
  const [email, name] = [unlessBlank(billingEmail), unlessBlank(billingName)];
  return email === null && name === null ? null : { email, name };
}
