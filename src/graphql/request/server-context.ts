/** What the HTTP face hands to each request. */
export interface ServerContext {
  readonly requestId: string;
  /** Hears of errors whose cause the caller is not told. */
  readonly logUnexpected: (error: unknown) => void;
}
