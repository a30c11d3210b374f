/** The documents that the clients send. Their texts never change. */

const REFUND = 'id amount currency created status metadata charge { id }';

const CREATED = `__typename
  ... on CreateRefundPayload { idempotentReplay refund { ${REFUND} } }
  ... on RefundError { code message }`;

export const CREATE = `mutation ($input: CreateRefundInput!) { createRefund(input: $input) { ${CREATED} } }`;

export const CREATE_SEVERAL = `mutation ($refunds: [CreateRefundInput!]!) {
  createRefunds(input: { refunds: $refunds }) { results { ${CREATED} } } }`;

export const CANCEL = `mutation ($refund: ID!) { cancelRefund(input: { refund: $refund }) { __typename
  ... on CancelRefundPayload { refund { ${REFUND} } }
  ... on RefundNotCancelableError { code refund { ${REFUND} } }
  ... on ResourceMissingError { code message } } }`;

export const UPDATE = `mutation ($refund: ID!, $metadata: Metadata!) {
  updateRefundMetadata(input: { refund: $refund, metadata: $metadata }) { __typename
  ... on UpdateRefundMetadataPayload { refund { ${REFUND} } }
  ... on RefundError { code message } } }`;

export const REREAD = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Refund { ${REFUND} } } }`;

export const TOTAL = 'query ($charge: ID!) { charge(id: $charge) { id amountRefunded amountRefundable } }';

export const WALK = `query ($filter: RefundFilter, $first: Int, $after: String, $last: Int, $before: String) {
  refunds(filter: $filter, first: $first, after: $after, last: $last, before: $before) {
    nodes { id created }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`;

export const FOLLOW = 'subscription ($after: ID) { refundEvents(afterEvent: $after) { id } }';

export const FIRST_EVENT = 'query ($id: ID!) { refund(id: $id) { events(first: 1) { nodes { id } } } }';
