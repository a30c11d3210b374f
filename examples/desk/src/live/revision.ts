import { createContext, useContext } from 'react';

/** Grows whenever something may have changed that the cache cannot put in its place, such as a new row of a list. */
export const RevisionContext = createContext(0);

export const useRevision = (): number => useContext(RevisionContext);
