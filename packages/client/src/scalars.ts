/** The values of the scalars, as JSON has them. */
export interface Scalars {
  /** ISO 8601 with milliseconds, in UTC. */
  DateTime: string;
  /** A whole number of the currency's smallest unit, which a number holds exactly. */
  SafeInt: number;
  /** Keys and values. As an input, an empty value unsets its key. */
  Metadata: Record<string, string>;
}

/** The same as texts, for tools that write TypeScript. */
export const tsTypes: Readonly<Record<keyof Scalars, string>> = {
  DateTime: 'string',
  SafeInt: 'number',
  Metadata: 'Record<string, string>',
};
