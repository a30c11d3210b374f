/** The documents that the clients send. Their texts never change. */

const REFUND = 'id amount currency created status metadata charge { id }';

const APPROVAL = `id amount created status requestedBy decidedBy decisionNote charge { id } refund { ${REFUND} }`;

const CREATED = `__typename
  ... on RefundApprovalRequired { idempotentReplay approval { ${APPROVAL} } }
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

const UNDECIDED = `... on RefundApprovalNotPendingError { code approval { ${APPROVAL} } }
  ... on RefundError { code message }`;

export const APPROVE = `mutation ($approval: ID!, $note: String) {
  approveRefund(input: { approval: $approval, note: $note }) { __typename
  ... on CreateRefundPayload { refund { ${REFUND} } } ${UNDECIDED} } }`;

export const REJECT = `mutation ($approval: ID!, $note: String) {
  rejectRefund(input: { approval: $approval, note: $note }) { __typename
  ... on RejectRefundPayload { approval { ${APPROVAL} } } ${UNDECIDED} } }`;

export const REREAD_APPROVALS = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on RefundApproval { ${APPROVAL} } } }`;

export const LEFT_TODAY = 'query { viewer { refundLimits { amountLeftToday countLeftToday } } }';
