import { useSearchParams } from 'wouter';

const ROWS = 20;

/** The page of a list that the URL names, as the list's arguments. */
export function usePage(rows: number = ROWS) {
  const [params] = useSearchParams();
  const after = params.get('after');
  const before = params.get('before');
  return before ? { last: rows, before } : { first: rows, after };
}
