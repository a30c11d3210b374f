import { graphql } from '../generated';

export const overviewQuery = graphql(`
  query Overview($filter: RefundFilter!) {
    byDay: refundSummary(by: DAY, filter: $filter) {
      day
      currency
      currencyDecimals
      count
      amount
    }
    byReason: refundSummary(by: REASON, filter: $filter) {
      reason
      currency
      currencyDecimals
      count
      amount
    }
    byStatus: refundSummary(by: STATUS, filter: $filter) {
      status
      currency
      currencyDecimals
      count
      amount
    }
  }
`);
