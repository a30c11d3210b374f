/** A request of the soak: a POST of a body to /graphql, unless it says otherwise. */
export interface SoakRequest {
  readonly method?: 'GET' | 'POST' | 'OPTIONS';
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** When the client cuts the connection: a moment after the request was sent, or when the answer begins. */
  readonly hangUp?: 'at once' | 'at the first bytes';
  /** The requests that need the answer, such as those with an API key that was just made. */
  readonly next?: (body: string) => readonly SoakRequest[];
}

/** What the requests are about. */
export interface SoakTargets {
  /** Charges with room for every refund of a run. */
  readonly charges: readonly string[];
  readonly refunds: readonly string[];
  /** The token of a caller with every scope. */
  tokenOf(name: string): Promise<string>;
}

/** Makes the requests of a turn. `isAlone` says that no other kinds have turns. */
export type Kind = (turn: number, targets: SoakTargets, isAlone: boolean) => readonly SoakRequest[];

/** A query or a mutation as a body of JSON. */
export const query = (text: string, variables?: object, operationName?: string): SoakRequest => ({
  body: JSON.stringify({ query: text, variables, operationName }),
});

/** One of a list, another one for each turn. */
export const pickBy = (turn: number, from: readonly string[]): string => from[turn % from.length] ?? '';
