/** What the HTTP server hands to each request. */
export interface ServerContext {
  readonly requestId: string;
  /** The caller's name, null without authentication. */
  readonly actor: string | null;
  /** Called with errors whose cause the caller is not told. */
  readonly logUnexpected: (error: unknown) => void;
}
