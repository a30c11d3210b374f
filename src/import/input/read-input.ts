import { isPage, refusedAnswer } from '../../stripe/answers.js';
import { isJsonObject, type JsonObject } from '../../stripe/object-reader.js';
import { type Line, linesOf, MAX_LINE_BYTES, type PageEnd, type PlacedObject } from '../line.js';
import { documentsOf } from './documents.js';
import { foreignBytes, foreignText } from './foreign-format.js';
import { Head } from './head.js';
import { RefusedFile } from './refused-file.js';

const BRACE = 0x7b;
const BRACKET = 0x5b;

/** Enough to look past a first line that is not an object. */
const MAX_LOOKED_AT = 2 * MAX_LINE_BYTES;
/** A text without line ends is not read further than this. */
const MAX_FIRST_WORDS = 4096;

/** What a file has: lines with one object each, or objects that stand in any other way. */
export type Input = AsyncIterable<Line> | AsyncIterable<PlacedObject | PageEnd>;

/**
 * Decides by the first bytes how a file has Stripe's objects: one per line, which is read fastest, or as pretty-printed
 * objects, arrays and list pages.
 *
 * @param name of the file, for the commands in messages
 * @throws RefusedFile for anything else, also while the objects are read
 */
export async function readInput(chunks: AsyncIterable<Uint8Array>, name: string): Promise<Input> {
  const head = new Head(chunks);
  const first = await head.firstByte(MAX_LOOKED_AT);
  const foreign = foreignBytes(head.bytes, name);
  if (foreign !== null) throw new RefusedFile(foreign);
  if (first === BRACKET) return withoutAnswers(documentsOf(head.chunks()));
  const [line = '', next = ''] = await textsOf(head, first === BRACE ? MAX_LOOKED_AT : MAX_FIRST_WORDS);
  const value = objectIn(line);
  if (value && !isPage(value)) {
    refuseAnswer(value);
    return linesOf(head.chunks());
  }
  // A single bad line at the start is reported as one.
  if (!value && !goesOn(line) && objectIn(next)) return linesOf(head.chunks());
  if (first === BRACE) return withoutAnswers(documentsOf(head.chunks()));
  if (first === undefined) return linesOf(head.chunks());
  throw new RefusedFile(foreignText([line, next]));
}

/** Whether JSON goes on in the next line. */
const goesOn = (line: string): boolean => /[[{,:]$/.test(line);

async function textsOf(head: Head, most: number): Promise<readonly string[]> {
  const lines = await head.lines(2, most);
  return (lines.length > 0 ? lines : [head.bytes.subarray(0, most)]).map((bytes) =>
    bytes.toString('utf8').trim(),
  );
}

/** A file of events, or an error that was saved, is refused once and not for each of its objects. */
async function* withoutAnswers(
  objects: AsyncIterable<PlacedObject | PageEnd>,
): AsyncGenerator<PlacedObject | PageEnd> {
  let isFirst = true;
  for await (const object of objects) {
    const value = isFirst && 'text' in object && typeof object.text === 'string' && objectIn(object.text);
    if (value) refuseAnswer(value);
    isFirst = false;
    yield object;
  }
}

function refuseAnswer(value: JsonObject): void {
  const why = refusedAnswer(value);
  if (why !== null) throw new RefusedFile(why);
}

function objectIn(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : null;
  } catch {
    return null;
  }
}
