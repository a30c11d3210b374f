import type { Item } from '../line.js';
import { type Input, readInput } from './read-input.js';
import { RefusedFile } from './refused-file.js';

/** A file to read, or the standard input. */
export interface GivenFile {
  /** As messages name it. */
  readonly name: string;
  /** As a command line names it. */
  readonly argument: string;
  readonly chunks: AsyncIterable<Uint8Array>;
}

/**
 * What several files have, one after the other, as if they were one. How each is read is decided before the first one
 * is, so that a file of another kind is found at once. Places in a single file do not name it.
 *
 * @throws RefusedFile that names the file, also while the objects are read
 */
export async function readFiles(files: readonly GivenFile[]): Promise<AsyncIterable<Item>> {
  const inputs: { readonly name: string; readonly input: Input }[] = [];
  for (const { name, argument, chunks } of files) {
    const input = await readInput(chunks, argument).catch((error: unknown) => {
      throw withName(name, error);
    });
    inputs.push({ name, input });
  }
  const [only] = inputs;
  // Lines take no way around that costs time.
  return only && inputs.length === 1 ? only.input : joined(inputs);
}

async function* joined(
  inputs: readonly { readonly name: string; readonly input: Input }[],
): AsyncGenerator<Item> {
  for (const { name, input } of inputs) {
    yield { file: name };
    try {
      yield* input;
    } catch (error) {
      throw withName(name, error);
    }
  }
}

const withName = (name: string, error: unknown): unknown =>
  error instanceof RefusedFile ? new RefusedFile(error.message, { cause: error, file: name }) : error;
