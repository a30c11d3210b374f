import { useCallback } from 'react';
import { useSearchParams } from 'wouter';

/**
 * The values of a screen that live in its URL, so that a link, a reload or "back" brings them again.
 *
 * @returns the value by name, and how to change some of them; a change of a filter begins at the first page
 */
export function useUrlValues() {
  const [params, setParams] = useSearchParams();
  const change = useCallback(
    (values: Record<string, string | null>) => {
      setParams((old) => {
        const next = new URLSearchParams(old);
        next.delete('after');
        next.delete('before');
        for (const [name, value] of Object.entries(values)) {
          if (value) next.set(name, value);
          else next.delete(name);
        }
        return next;
      });
    },
    [setParams],
  );
  return { params, change };
}
