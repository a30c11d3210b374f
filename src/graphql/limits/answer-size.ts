/** Quotes, a colon and a comma. */
const PUNCTUATION_BYTES = 4;
/** A number, a boolean or null. */
const OTHER_BYTES = 8;

/**
 * About how many bytes the JSON of some data has. Stops counting beyond `max`, so it takes no longer than writing an
 * answer of the largest size, and no memory.
 */
export function answerBytes(data: unknown, max: number): number {
  let bytes = 0;
  const rest: unknown[] = [data];
  while (rest.length > 0 && bytes <= max) {
    const value = rest.pop();
    if (typeof value === 'string') bytes += Buffer.byteLength(value);
    else if (typeof value !== 'object' || value === null) bytes += OTHER_BYTES;
    else if (Array.isArray(value)) for (const item of value) rest.push(item);
    else
      for (const key in value) {
        bytes += key.length + PUNCTUATION_BYTES;
        rest.push((value as Record<string, unknown>)[key]);
      }
  }
  return bytes;
}
