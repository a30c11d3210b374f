import { useQuery } from 'urql';
import { graphql } from '../generated';

/** Without a currency, amounts are read as in most of them. */
const MOST_COMMON = 2;

const decimalsQuery = graphql(`
  query Decimals($currency: [String!]) {
    refunds(first: 1, filter: { currency: $currency }) {
      nodes {
        id
        currencyDecimals
      }
    }
  }
`);

/**
 * The decimals of a currency that somebody typed: those of any refund in it. Null while they are not known. If there is
 * no refund in the currency, the filter finds nothing either way.
 */
export function useDecimals(currency: string | null): number | null {
  const variables = { currency: currency === null ? [] : [currency] };
  const [{ data }] = useQuery({ query: decimalsQuery, variables, pause: currency === null });
  if (currency === null) return MOST_COMMON;
  return data?.refunds.nodes[0]?.currencyDecimals ?? null;
}
