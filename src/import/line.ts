/**
 * A line of the file as text, or why it could not be read as text.
 */
export type Line = string | { readonly unreadable: string };

/** Stripe's largest objects, with everything in them expanded, have some 50 KB; what is longer is no object. */
export const MAX_LINE_BYTES = 1024 * 1024;

const NEWLINE = 0x0a;

/** Splits a file's bytes into lines, each decoded by itself. No more than a line that is too long is held in memory. */
export async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
  let parts: Uint8Array[] = [];
  let bytes = 0;
  const keep = (part: Uint8Array) => {
    bytes += part.length;
    if (bytes <= MAX_LINE_BYTES) parts.push(part);
  };
  const take = (): Line => {
    const line: Line =
      bytes > MAX_LINE_BYTES
        ? { unreadable: `it is longer than ${MAX_LINE_BYTES} bytes` }
        : decode(Buffer.concat(parts));
    parts = [];
    bytes = 0;
    return line;
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      keep(chunk.subarray(start, end));
      yield take();
      start = end + 1;
    }
    keep(chunk.subarray(start));
  }
  if (bytes > 0) yield take();
}

/** A byte order mark at the start is no part of the text. */
const decoder = new TextDecoder('utf-8', { fatal: true });

function decode(bytes: Uint8Array): Line {
  try {
    return decoder.decode(bytes);
  } catch {
    return { unreadable: 'it is not UTF-8' };
  }
}
