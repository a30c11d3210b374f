import { useState } from 'react';

/** The charges that are picked in a list. They stay picked on the list's other pages. */
export function useSelection() {
  const [ids, setIds] = useState<readonly string[]>([]);
  const toggle = (id: string) =>
    setIds(ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id]);
  return { ids, toggle, clear: () => setIds([]) };
}
