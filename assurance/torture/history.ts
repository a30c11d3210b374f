import { createReadStream, createWriteStream, mkdtempSync, rmSync, type WriteStream } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** The answer to a request: data, an error with a code, or nothing readable. */
export type Answer =
  | { readonly kind: 'data'; readonly data: unknown }
  | {
      readonly kind: 'error';
      readonly code: string;
      readonly text: string;
      readonly idempotencyKey?: string;
    }
  | { readonly kind: 'lost'; readonly why: string };

/** One request, from its sending to the reading of its answer. Times are milliseconds since the run began. */
export interface Operation {
  readonly name: string;
  readonly client: string;
  /** The gateway that was asked, 1 or 2. */
  readonly process: number;
  readonly from: number;
  readonly until: number;
  /** The charges, refunds and keys that the request is about. */
  readonly subjects: readonly string[];
  readonly input: unknown;
  readonly answer: Answer;
}

/** All operations of a run, in a file that is kept only if a violation was found. */
export class History {
  readonly #directory = mkdtempSync(path.join(tmpdir(), 'refund-gateway-torture-'));
  readonly file = path.join(this.#directory, 'history.jsonl');
  readonly #out: WriteStream = createWriteStream(this.file);
  readonly #start = performance.now();
  readonly counts = new Map<string, number>();
  #size = 0;

  /** Milliseconds since the run began. */
  now(): number {
    return Math.round((performance.now() - this.#start) * 10) / 10;
  }

  get size(): number {
    return this.#size;
  }

  add(operation: Operation): void {
    this.#size++;
    const { name, answer } = operation;
    const outcome = answer.kind === 'data' ? 'answered' : answer.kind === 'lost' ? answer.why : answer.code;
    const counted = `${name}|${outcome}`;
    this.counts.set(counted, (this.counts.get(counted) ?? 0) + 1);
    this.#out.write(`${JSON.stringify(operation)}\n`);
  }

  /** The operations that share one of these subjects, in order of sending. */
  async about(subjects: readonly string[]): Promise<Operation[]> {
    await new Promise<void>((resolve) => this.#out.write('', () => resolve()));
    const found: Operation[] = [];
    for await (const line of createInterface(createReadStream(this.file))) {
      if (!subjects.some((subject) => line.includes(`"${subject}"`))) continue;
      const operation = JSON.parse(line) as Operation;
      if (operation.subjects.some((subject) => subjects.includes(subject))) found.push(operation);
    }
    return found.sort((a, b) => a.from - b.from);
  }

  /** Ends the file, and deletes it unless `keep` is true. */
  async close(keep: boolean): Promise<void> {
    await new Promise<void>((resolve) => this.#out.end(resolve));
    if (!keep) rmSync(this.#directory, { recursive: true });
  }
}
