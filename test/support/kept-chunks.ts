import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Which chunks of a file are still in memory when the last one is asked for. The one before it may be, whatever the reader
 * keeps.
 */
export async function keptChunks(
  read: (chunks: AsyncIterable<Uint8Array>) => AsyncIterable<unknown>,
  texts: readonly string[],
): Promise<readonly boolean[]> {
  setFlagsFromString('--expose-gc');
  const collectGarbage: () => void = runInNewContext('gc');
  const given: WeakRef<ArrayBufferLike>[] = [];
  let kept: readonly boolean[] = [];
  const chunkOf = (text: string) => {
    const chunk = new TextEncoder().encode(text);
    given.push(new WeakRef(chunk.buffer));
    return chunk;
  };
  async function* chunks() {
    for (const text of texts.slice(0, -1)) yield chunkOf(text);
    // What was looked at in this turn stays until its end.
    await new Promise((resolve) => setImmediate(resolve));
    collectGarbage();
    kept = given.map((chunk) => chunk.deref() !== undefined);
    yield chunkOf(texts.at(-1) ?? '');
  }
  for await (const _ of read(chunks()));
  return kept;
}
