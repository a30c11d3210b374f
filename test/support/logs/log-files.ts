import { randomBytes } from 'node:crypto';
import { appendFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';

/**
 * The directory into which this run writes all that gateways and commands print, with LOGS_DIRECTORY as `npm run
 * test:logs` sets it; null in any other run.
 */
export const logsDirectory: string | null = process.env['LOGS_DIRECTORY'] || null;

/** Where the output of each test file of this process is. Two processes may run the same file on two databases. */
let place = 'no-test-file';
const unique = randomBytes(4).toString('hex');
let sources = 0;

/** Notes which test file runs in this process from now on. */
export function startTestFile(file: string): void {
  place = file;
}

/** The names of the files with the output of a program, and with what tests have sent. */
export const OUTPUT = '.output';
export const SENT = '.sent.jsonl';

/**
 * Opens a file for an output of the running test file, and returns a function that appends to it.
 *
 * @param source what prints: `gateway`, or a program with its command and stream. It stands in findings.
 */
export function outputFile(source: string): (text: string) => void {
  return appendTo(`${unique}-${++sources} ${source.replaceAll('/', '~')}${OUTPUT}`);
}

/** Notes values that no output may have. */
export function noteSent(values: readonly SentValue[]): void {
  if (logsDirectory === null || values.length === 0) return;
  appendTo(`${unique}${SENT}`)(values.map((value) => `${JSON.stringify(value)}\n`).join(''));
}

/** A value that a test has sent, and the kind of secret that it is. */
export interface SentValue {
  readonly kind: string;
  readonly value: string;
}

/** Nothing stays open: a process that is killed has written everything, and thousands of outputs need no limit. */
function appendTo(name: string): (text: string) => void {
  if (logsDirectory === null) return () => {};
  const directory = path.join(logsDirectory, place.replaceAll('/', '~'));
  mkdirSync(directory, { recursive: true });
  const file = path.join(directory, name);
  return (text) => appendFileSync(file, text);
}
