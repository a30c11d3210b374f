import { nothingBeyond } from '../../ledger/page-request.js';
import { builder, type RowType } from '../builder.js';
import { computed } from '../loading/computed.js';
import { related } from '../loading/related.js';
import { rowSelection } from '../loading/selection.js';
import { decimalsColumn, formattedColumn } from './amounts.js';
import { Charge } from './charge.js';

/** A customer disputes a charge once, or a few parts of it. A list of any length could break the limit of answers. */
const MAX_DISPUTES = 10;

const Dispute: RowType<'dispute'> = builder.prismaObject('Dispute', {
  description: 'A customer, or the bank of the customer, claims the money of a charge back.',
  interfaces: [builder.nodeInterfaceRef()],
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Starts with `dp_`, or with `du_` for older ones.' }),
    amount: t.expose('amount', {
      type: 'SafeInt',
      description: "The disputed amount, in the currency's smallest unit.",
    }),
    amountFormatted: t.string(formattedColumn('dispute', 'amount', 'The disputed amount')),
    charge: t.field({
      type: Charge,
      description: 'The disputed charge.',
      ...related('dispute', 'charge'),
    }),
    created: t.expose('created', { type: 'DateTime', description: 'The time when the dispute was opened.' }),
    currency: t.exposeString('currency', { description: 'Three-letter currency code, in lower case.' }),
    currencyDecimals: t.int(decimalsColumn('dispute')),
    evidenceDueBy: t.expose('evidenceDueBy', {
      type: 'DateTime',
      nullable: true,
      description: 'The provider takes evidence until this time; null if it is not known.',
    }),
    isChargeRefundable: t.exposeBoolean('isChargeRefundable', {
      description: 'True if the charge can still be refunded, as during an inquiry of the bank.',
    }),
    reason: t.exposeString('reason', {
      nullable: true,
      description: "Stripe's word for the customer's reason, such as `fraudulent` or `product_not_received`.",
    }),
    status: t.exposeString('status', {
      description:
        "Stripe's word for the status: `needs_response`, `under_review`, `won`, `lost`, `prevented`, or for an inquiry of the bank `warning_needs_response`, `warning_under_review`, `warning_closed`.",
    }),
  }),
});

builder.prismaObjectFields('Charge', (t) => ({
  disputes: t.field({
    type: [Dispute],
    description: `Its disputes, newest first. Hardly any charge has more than one; of one that has more than ${MAX_DISPUTES}, the newest ${MAX_DISPUTES}.`,
    ...computed('charge', ['id'], async ({ id }, _, { load }, info) => {
      const { rows } = await load.page('dispute', 'chargeId', id, {
        window: { limit: MAX_DISPUTES, from: 'start' },
        selection: rowSelection(info, 'dispute'),
        beyond: nothingBeyond,
      });
      return [...rows];
    }),
  }),
}));
