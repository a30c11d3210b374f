/** The address of the gateway's API: the first argument of each program. */
export const url = process.argv[2] ?? 'http://127.0.0.1:4000/graphql';

/** Sends a document as text, with fetch alone. */
export async function send<Data>(query: string, variables: object = {}): Promise<Data> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data: Data; errors?: readonly { message: string }[] };
  if (errors) throw new Error(errors.map(({ message }) => message).join('\n'));
  return data;
}

interface Charge {
  readonly id: string;
  readonly refundability: {
    readonly amountRefundable: number;
    readonly fullOnly: boolean;
    readonly requiresInstructionsEmail: boolean;
  };
}
const CHARGES = `{ charges(first: 100, filter: { refundable: true }) {
  nodes { id refundability { amountRefundable fullOnly requiresInstructionsEmail } } } }`;
/** Enough for every program. */
const LEAST_AMOUNT = 500;

/** A charge of the sample shop of which a part can be refunded. Each program takes another one. */
export async function refundableCharge(at: number): Promise<string> {
  const { charges } = await send<{ charges: { nodes: readonly Charge[] } }>(CHARGES);
  const fitting = charges.nodes.filter(
    ({ refundability: { amountRefundable, fullOnly, requiresInstructionsEmail } }) =>
      amountRefundable >= LEAST_AMOUNT && !fullOnly && !requiresInstructionsEmail,
  );
  const charge = fitting[at];
  if (!charge) throw new Error('The sample shop has too few charges');
  return charge.id;
}
