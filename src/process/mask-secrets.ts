/** What stands in place of a secret. */
const MASKED = '[masked]';

/** Most lines have none of these words, and are not searched any further. */
const SUSPICIOUS = /@|%40|rgk_|eyJ|bearer |basic /i;

/** An address in a URL has %40 in place of its @. Lengths are bounded, so that a long text takes a time in proportion to its length. */
const SECRETS: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  [/rgk_[\w-]+/g, MASKED],
  [/eyJ[\w-]{8,}(?:\.[\w-]*){0,4}/g, MASKED],
  [/\b(Bearer|Basic) +[\w.~+/=-]{8,}/gi, `$1 ${MASKED}`],
  // The example that the message about a faulty DATABASE_URL gives is no secret.
  [/:\/\/(?!user:password@)[^\s/@"]{1,512}@/g, `://${MASKED}@`],
  [
    /[^\s"'`<>()[\]{},;:=/\\@]{1,64}(?:@|%40)[^\s"'`<>()[\]{},;:=/\\@]{1,255}(?:\.|%2e)[\p{L}\d-]{2,63}/giu,
    MASKED,
  ],
];

/** A text in which API keys, tokens, credentials and e-mail addresses are masked. */
export function maskSecrets(text: string): string {
  if (!SUSPICIOUS.test(text)) return text;
  let masked = text;
  for (const [pattern, replacement] of SECRETS) masked = masked.replace(pattern, replacement);
  return masked;
}

/** The same for a line of JSON, which stays JSON. */
export function maskLine(line: string): string {
  if (!SUSPICIOUS.test(line)) return line;
  const masked: unknown = JSON.parse(line, (_, value) =>
    typeof value === 'string' ? maskSecrets(value) : value,
  );
  return `${JSON.stringify(masked)}\n`;
}
