import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { OUTPUT, SENT, type SentValue } from './log-files.js';

/** A secret or a personal text in an output. */
export interface LogFinding {
  readonly kind: string;
  readonly testFile: string;
  /** What printed it, such as `gateway` or `keys create stdout`. */
  readonly source: string;
  readonly lineNumber: number;
  /** The line, cut around the place. */
  readonly line: string;
}

export interface SearchedLogs {
  readonly findings: readonly LogFinding[];
  readonly outputs: number;
  readonly lines: number;
  /** The values that tests have sent and that were looked for. */
  readonly values: number;
}

/** What is a secret or an e-mail address by its form, wherever it comes from. */
const FORMS: readonly (readonly [kind: string, form: RegExp])[] = [
  ['API key', /rgk_[\w-]+/g],
  ['JSON Web Token', /eyJ[\w-]{8,}/g],
  ['credentials', /\b(?:Bearer|Basic) +[\w.~+/=-]{8,}/gi],
  // The example that a faulty DATABASE_URL is told has no secret.
  ['password in a URL', /:\/\/(?!user:password@)[^\s/@"':]*:[^\s/@"']+@/g],
  ['e-mail address', /[\p{L}\d.!#$%&'*+/=?^_`{|}~-]+@(?:[\p{L}\d-]+\.)+\p{L}[\p{L}\d-]+/gu],
];

/** What a program prints on purpose; in one test file only, if that is given. */
const INTENDED: readonly Intended[] = [
  {
    kind: 'API key',
    source: 'keys create stdout',
    why: 'A key is shown once, to the operator who makes it',
  },
  {
    kind: 'API key',
    source: 'bash stdout',
    testFile: 'test/docs/access.db.test.ts',
    why: 'One of the commands of the page makes a key',
  },
  {
    kind: 'e-mail address',
    source: 'node stdout',
    testFile: 'test/docs/importing.db.test.ts',
    why: 'The script of the page prints the objects of Stripe that are then imported',
  },
];

interface Intended {
  readonly kind: string;
  readonly source: string;
  readonly testFile?: string;
  readonly why: string;
}

/** Shorter values, such as the key `k`, would be found in any text. */
const MIN_CHARACTERS = 4;
/** Around a finding. */
const SHOWN_CHARACTERS = 120;

/** Searches all outputs of a run for secrets and personal texts: by their form, and for each value that a test has sent. */
export function searchLogs(directory: string): SearchedLogs {
  const findings: LogFinding[] = [];
  const counts = { outputs: 0, lines: 0, values: 0 };
  for (const place of readdirSync(directory)) {
    const testFile = place.replaceAll('~', '/');
    const files = readdirSync(path.join(directory, place));
    const read = (file: string) => readFileSync(path.join(directory, place, file), 'utf8');
    const sent = distinct(
      files.filter((file) => file.endsWith(SENT)).flatMap((file) => read(file).split('\n')),
    );
    counts.values += sent.length;
    for (const file of files.filter((one) => one.endsWith(OUTPUT))) {
      const text = read(file);
      counts.outputs++;
      counts.lines += text.split('\n').length - 1;
      const source = file.slice(file.indexOf(' ') + 1, -OUTPUT.length).replaceAll('~', '/');
      for (const { kind, at } of secretsIn(text, sent, source, testFile))
        findings.push({ kind, testFile, source, ...lineAt(text, at) });
    }
  }
  return { findings, ...counts };
}

/** The same as text, a finding in a line. */
export const findingText = ({ kind, testFile, source, lineNumber, line }: LogFinding): string =>
  `${kind} in line ${lineNumber} of ${source}, by ${testFile}: ${line}`;

/**
 * Where secrets stand in an output.
 *
 * @param source what has printed the output. Some programs print some kind on purpose.
 */
export function secretsIn(
  text: string,
  sent: readonly SentValue[],
  source: string,
  testFile?: string,
): readonly { readonly kind: string; readonly at: number }[] {
  const byForm = FORMS.flatMap(([kind, form]) =>
    [...text.matchAll(form)].map(({ index }) => ({ kind, at: index })),
  );
  const asSent = sent.flatMap(({ kind, value }) =>
    [...new Set([value, inJson(value)])].flatMap((form) => placesOf(text, form).map((at) => ({ kind, at }))),
  );
  const isIntended = (kind: string) =>
    INTENDED.some(
      (one) => one.kind === kind && one.source === source && (one.testFile ?? testFile) === testFile,
    );
  return [...byForm, ...asSent].filter(({ kind }) => !isIntended(kind));
}

const inJson = (value: string): string => JSON.stringify(value).slice(1, -1);

/** Where a value stands in a text, but not as a part of another word. */
function placesOf(text: string, value: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(value); at !== -1; at = text.indexOf(value, at + value.length))
    if (!isWord(text[at - 1]) && !isWord(text[at + value.length])) places.push(at);
  return places;
}

const isWord = (character: string | undefined): boolean => character !== undefined && /[\w-]/.test(character);

function distinct(lines: readonly string[]): SentValue[] {
  const values = [...new Set(lines)]
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as SentValue);
  return values.filter(({ value }) => value.trim().length >= MIN_CHARACTERS);
}

function lineAt(text: string, at: number): Pick<LogFinding, 'lineNumber' | 'line'> {
  const start = text.lastIndexOf('\n', at) + 1;
  const end = text.indexOf('\n', at);
  const from = Math.max(start, at - SHOWN_CHARACTERS);
  return {
    lineNumber: text.slice(0, start).split('\n').length,
    line: text.slice(from, Math.min(end === -1 ? text.length : end, at + SHOWN_CHARACTERS)),
  };
}
