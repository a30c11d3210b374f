import type { PageEnd, PlacedObject } from '../line.js';
import { ObjectSplitter } from './object-splitter.js';

/**
 * Finds the objects in JSON that does not have one object per line: objects that follow each other, arrays, list pages,
 * and all of them in each other. A page that says whether its list goes on is
 * told of after its objects. At most `MAX_LINE_BYTES` of an object are kept in memory, and its JSON is not checked.
 *
 * @throws RefusedFile if the rest of the file cannot be read, because a bracket or a comma is wrong or missing
 */
export async function* documentsOf(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<PlacedObject | PageEnd> {
  const splitter = new ObjectSplitter();
  for await (const chunk of chunks) yield* splitter.split(chunk);
  yield* splitter.end();
}
