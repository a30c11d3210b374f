/** The measured part of the gateway's API, for the peers whose schema is written by hand. */
export const ledgerSchema = `
  scalar SafeInt
  scalar DateTime

  type PaymentIntent { id: ID! amount: SafeInt! currency: String! status: String! created: DateTime! }
  type Charge {
    id: ID! amount: SafeInt! amountRefunded: SafeInt! currency: String! status: String! created: DateTime!
    refunds(first: Int!): RefundConnection!
  }
  type Refund {
    id: ID! amount: SafeInt! currency: String! status: String! reason: String created: DateTime!
    charge: Charge! paymentIntent: PaymentIntent
  }
  type PageInfo { hasNextPage: Boolean! endCursor: String }
  type RefundEdge { node: Refund! }
  type RefundConnection { edges: [RefundEdge!]! pageInfo: PageInfo! }
  type ChargeEdge { node: Charge! }
  type ChargeConnection { edges: [ChargeEdge!]! pageInfo: PageInfo! }

  type Query {
    refund(id: ID!): Refund
    refunds(first: Int!, after: String): RefundConnection!
    charges(first: Int!, after: String): ChargeConnection!
  }

  input CreateRefundInput { charge: ID! amount: SafeInt! idempotencyKey: String! }
  interface RefundError { code: String! message: String! }
  type AmountTooLargeError implements RefundError { code: String! message: String! }
  type CreateRefundPayload { refund: Refund! idempotentReplay: Boolean! }
  union CreateRefundResult = CreateRefundPayload | AmountTooLargeError
  type Mutation { createRefund(input: CreateRefundInput!): CreateRefundResult! }
`;

/** The rows that the resolvers of the hand-written schemas return. */
export interface PaymentIntent {
  readonly id: string;
  readonly amount: number;
  readonly currency: string;
  readonly status: string;
  readonly created: string;
}
export interface Charge {
  readonly id: string;
  readonly amount: number;
  readonly amountRefunded: number;
  readonly currency: string;
  readonly status: string;
  readonly created: string;
}
export interface Refund {
  readonly id: string;
  readonly amount: number;
  readonly currency: string;
  readonly status: string;
  readonly reason: string | null;
  readonly created: string;
}
export interface CreateRefundInput {
  readonly charge: string;
  readonly amount: number;
  readonly idempotencyKey: string;
}

/** The refusal of a peer's guard. */
export const amountTooLarge = {
  code: 'AMOUNT_TOO_LARGE',
  message: 'Refund amount is greater than unrefunded amount on charge',
};
