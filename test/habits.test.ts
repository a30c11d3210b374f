import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { packageRoot } from '../src/process/package-root.js';

/** The files of a directory of the package, with their paths in the package. */
const filesIn = (directory: string): string[] =>
  readdirSync(path.join(packageRoot, directory), { recursive: true, encoding: 'utf8' }).map((file) =>
    path.posix.join(directory, ...file.split(path.sep)),
  );

/** The tests and what they share, apart from this one. */
const files = [
  ...filesIn('test').filter((file) => file.endsWith('.ts') && file !== 'test/habits.test.ts'),
  ...filesIn('assurance').filter((file) => file.endsWith('.test.ts')),
].toSorted();
const texts = new Map(files.map((file) => [file, readFileSync(path.join(packageRoot, file), 'utf8')]));

const filesWith = (pattern: RegExp): string[] => files.filter((file) => pattern.test(texts.get(file) ?? ''));

/** Their time passes when they say so. */
const fakes = filesWith(/vi\.useFakeTimers\(/);

interface Habit {
  readonly pattern: RegExp;
  /** Whether a file with a clock of its own may do it. */
  readonly isOfTime?: boolean;
  /** What to do in its place. */
  readonly better: string;
  /** Files that need it, and why. */
  readonly exceptions: Readonly<Record<string, string>>;
}

/** What makes a test pass or fail by chance, or hardly ever fail. */
const habits: Readonly<Record<string, Habit>> = {
  'waits for a time': {
    pattern: /(?<![.\w])(?:setTimeout|sleep)\(|setTimeout.*timers\/promises|scheduler\.wait|pg_sleep/,
    isOfTime: true,
    better: 'Wait for what the test needs (expect.poll, once), or set a clock (vi.useFakeTimers).',
    exceptions: {
      'test/ledger/transaction.db.test.ts': 'a trigger stays in a statement until its session is ended',
      'test/rolling-restart.db.test.ts':
        'callers pause, so that a process that starts has a share of the cores',
      'test/support/clients/followers.ts': "the pause of a client's library between two attempts",
    },
  },
  'reads the clock of the machine': {
    pattern: /\b(?:Date|performance)\.now\(/,
    isOfTime: true,
    better: 'Count something, or set a clock (TestClock, vi.useFakeTimers).',
    exceptions: {
      'test/erasure/retention/counts.db.test.ts':
        'the command takes the time of the database, and the rows are whole days away from its limit',
      'test/erasure/retention/erase-expired.db.test.ts': 'the same',
      'test/locking/retention.db.test.ts': 'the same',
    },
  },
  'spies on a timer': {
    pattern: /spyOn\(globalThis, '(?:set|clear)(?:Timeout|Interval|Immediate)'/,
    better:
      'Use keepsAlive or a clock. With fake timers, the end of the spy brings the fake one back for good.',
    exceptions: {},
  },
  'accepts several statuses': {
    pattern: /expect\(\[[\d, ]+\]\)\s*\.toContain/,
    better: 'Bring the gateway into one state, and expect its one status.',
    exceptions: {},
  },
  'is left out in silence': {
    pattern:
      /\b(?:runIf|skipIf)\((?!(?:template\.kind|inject\('template'\)\.kind|kind) === 'postgresql'\)|isServer\))|\b(?:test|describe)\.(?:skip|todo|only)\b/,
    better:
      'Use requireTool for a missing program, and skip(reason) for anything but the kind of the database.',
    exceptions: {},
  },
};

describe.each(Object.entries(habits))(
  'no test %s',
  (_, { pattern, isOfTime = false, better, exceptions }) => {
    test('apart from the exceptions', () => {
      const found = filesWith(pattern).filter((file) => !(isOfTime && fakes.includes(file)));
      expect(found, better).toEqual(Object.keys(exceptions).toSorted());
    });
  },
);

test('whoever sets the timers gives them back, even if the test fails', () => {
  const givingBack = filesWith(/(?:afterEach|onTestFinished)\((?:.*\n){0,4}?.*vi\.useRealTimers\(\)/);
  expect(fakes.filter((file) => !givingBack.includes(file))).toEqual([]);
  expect(fakes).not.toEqual([]);
});

describe('what a test replaces is there again in the next one', () => {
  const counted = { count: () => 1 };

  test('a spy, a variable of the environment and a global are replaced', () => {
    vi.spyOn(counted, 'count').mockReturnValue(2);
    vi.stubEnv('OF_THIS_TEST', 'yes');
    vi.stubGlobal('ofThisTest', 'yes');
    expect([counted.count(), process.env['OF_THIS_TEST'], 'ofThisTest' in globalThis]).toEqual([
      2,
      'yes',
      true,
    ]);
  });

  test('and are as before', () => {
    expect([counted.count(), process.env['OF_THIS_TEST'], 'ofThisTest' in globalThis]).toEqual([
      1,
      undefined,
      false,
    ]);
  });
});
