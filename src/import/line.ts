/** A line of the file as text, or the reason why it is not text. */
export type Line = string | { readonly unreadable: string };

/** An object of a file that does not have one object per line, with its place in that file. */
export interface PlacedObject {
  readonly text: Line;
  /** The line where the object begins. */
  readonly line: number;
  /** Its number in its array or list page, from 1. Null if it stands alone. */
  readonly object: number | null;
}

/** What a list page says of itself. */
export interface Page {
  /** Whether the list goes on. Null if it does not say so. */
  readonly hasMore: boolean | null;
  /** The path of the list, which all of its pages have. */
  readonly url: unknown;
}

/** The end of a list page, after its objects. */
export interface PageEnd {
  readonly page: Page;
}

/** The start of one of several files. */
export interface FileStart {
  /** Its name. */
  readonly file: string;
}

/** What files have, in their order. */
export type Item = Line | PlacedObject | PageEnd | FileStart;

/** Stripe's largest objects have about 50 KB with everything expanded. A longer text is not an object. */
export const MAX_LINE_BYTES = 1024 * 1024;

const NEWLINE = 0x0a;

/**
 * Splits a file's bytes into lines and decodes each separately. At most `MAX_LINE_BYTES` of a line are kept in memory.
 */
export async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
  let parts: Uint8Array[] = [];
  let bytes = 0;
  const keep = (part: Uint8Array) => {
    bytes += part.length;
    if (bytes <= MAX_LINE_BYTES) parts.push(part);
  };
  const take = (): Line => {
    const line = bytes > MAX_LINE_BYTES ? tooLong : decodeLine(Buffer.concat(parts));
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

export const tooLong: Line = { unreadable: `it is longer than ${MAX_LINE_BYTES} bytes` };

/** Drops a byte order mark at the start. */
const decoder = new TextDecoder('utf-8', { fatal: true });

export function decodeLine(bytes: Uint8Array): Line {
  try {
    return decoder.decode(bytes);
  } catch {
    return { unreadable: 'it is not UTF-8' };
  }
}
