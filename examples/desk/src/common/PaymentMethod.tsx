import { paymentMethodName } from '../messages/charges';

interface Method {
  readonly type: string;
  readonly card?: { readonly brand?: string | null; readonly last4?: string | null } | null;
}

/** How the customer paid, as people say it: "Visa ···· 4242". */
export function PaymentMethod({ method }: { readonly method: Method | null | undefined }) {
  if (!method) return <>Unknown</>;
  const { card, type } = method;
  const name = paymentMethodName(card?.brand ?? type);
  if (!card?.last4) return <>{name}</>;
  return (
    <span style={{ whiteSpace: 'nowrap' }}>
      {name} <span aria-hidden>····</span> {card.last4}
    </span>
  );
}
