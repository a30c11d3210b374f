import { createContext, useContext } from 'react';
import { graphql } from '../generated';
import type { ViewerQuery } from '../generated/graphql';

export const viewerQuery = graphql(`
  query Viewer {
    viewer {
      name
      scopes
      reasonCodes
      reasonCodeRequired
      noteRequired
    }
  }
`);

export type Viewer = ViewerQuery['viewer'];

export type Scope =
  | 'refunds:read'
  | 'refunds:write'
  | 'refunds:cancel'
  | 'refunds:approve'
  | 'customers:read'
  | 'events:read';

export const ViewerContext = createContext<Viewer | null>(null);

/** Who works at this desk. */
export function useViewer(): Viewer {
  const viewer = useContext(ViewerContext);
  if (!viewer) throw new Error('The viewer is known only within a session.');
  return viewer;
}

/** Whether the gateway would allow it. Screens hide what it would refuse. */
export const useMay = (scope: Scope): boolean => useViewer().scopes.includes(scope);
