/** What the HTTP server hands to each request. */
export interface ServerContext {
  readonly requestId: string;
  /** The caller's name, null without authentication. */
  readonly actor: string | null;
  /** Called with errors whose cause the caller is not told. */
  readonly logUnexpected: (error: unknown) => void;
  /** Calls the listener when the response is closed, for whatever reason; at once if it is closed already. */
  readonly onClosed: (listener: () => void) => void;
}
