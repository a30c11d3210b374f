import { createReadStream, createWriteStream, mkdtempSync, rmSync, type WriteStream } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** What came back of a request: data, errors with codes, or nothing that could be read. */
export type Answer =
  | { readonly kind: 'data'; readonly data: unknown }
  | {
      readonly kind: 'error';
      readonly code: string;
      readonly text: string;
      readonly idempotencyKey?: string;
    }
  | { readonly kind: 'lost'; readonly why: string };

/** One request, from when it was sent to when its answer was read. Times are milliseconds of the run. */
export interface Operation {
  readonly name: string;
  readonly client: string;
  /** The gateway that was asked, 1 or 2. */
  readonly process: number;
  readonly from: number;
  readonly until: number;
  /** The charge, refund, key that it is about. */
  readonly subjects: readonly string[];
  readonly input: unknown;
  readonly answer: Answer;
}

/** All operations of a run, in a file that is kept only where something was found. */
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

  /** The operations that share a subject, as they were written. */
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

  /** Ends the file; deletes it unless it is to be looked at. */
  async close(keep: boolean): Promise<void> {
    await new Promise<void>((resolve) => this.#out.end(resolve));
    if (!keep) rmSync(this.#directory, { recursive: true });
  }
}
