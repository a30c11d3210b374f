import { graphql } from '../generated';

/** What an event brings: the refund and its charge as they are now. The cache puts them into every screen. */
export const refundEventsSubscription = graphql(`
  subscription FollowRefunds($afterEvent: ID) {
    refundEvents(afterEvent: $afterEvent) {
      id
      type
      refund {
        ...RefundRow
        charge {
          id
          amountRefunded
          amountRefundable
          refunded
        }
      }
    }
  }
`);

export const approvalEventsSubscription = graphql(`
  subscription FollowApprovals($afterEvent: ID) {
    refundApprovalEvents(afterEvent: $afterEvent) {
      id
      type
      approval {
        ...ApprovalRow
      }
    }
  }
`);
