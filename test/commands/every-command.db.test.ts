import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { checks } from '../../src/verify/verify-ledger.js';
import { temporaryDirectory } from '../support/databases/temporary-directory.js';
import { testDatabase } from '../support/databases/test-database.js';
import { openedFiles } from '../support/opened-files.js';
import { operatorSettingsOf } from '../support/processes/processes.js';
import { runCommand } from '../support/processes/run-command.js';
import { insertCharge } from '../support/rows/ledger-rows.js';
import { chargeObject } from '../support/rows/stripe-objects.js';

const holder = testDatabase();
beforeAll(async () => {
  await insertCharge(holder.database);
  await holder.database.pool.query(
    "INSERT INTO audit_entry (id, actor, action, outcome) VALUES ('aud_1', 'desk', 'createRefund', 'done')",
  );
});

/** Runs a command on the ledger of this file, with options of the connection. */
async function run(command: Command, { name = 'every-command', options = '' } = {}) {
  const [file, ...args] = command;
  const url = new URL((await operatorSettingsOf(holder.database)).DATABASE_URL);
  url.searchParams.set('application_name', name);
  url.searchParams.set('options', `${url.searchParams.get('options')} ${options}`);
  return runCommand(`src/commands/${file}.ts`, { DATABASE_URL: url.href }, ...args);
}

/** A file to import, with a new charge. */
function importedFile(): string {
  const file = path.join(temporaryDirectory(), 'charge.jsonl');
  writeFileSync(file, JSON.stringify(chargeObject()));
  return file;
}

type Command = readonly [name: string, ...args: readonly string[]];

const FILE = 'FILE';
const commands: readonly Command[] = [
  ['audit'],
  ['erase', '--older-than', '36500'],
  ['export', 'charges'],
  ['import', FILE],
  ['keys', 'list'],
  ['migrate'],
  ['verify'],
];
const named = (all: readonly Command[]) => all.map((command) => [command.join(' '), command] as const);
/** A command with a new file in place of `FILE`. */
const given = ([name, ...args]: Command): Command => [
  name,
  ...args.map((arg) => (arg === FILE ? importedFile() : arg)),
];

describe.each(named(commands))('npm run %s', (_, command) => {
  const name = `every-command-${command[0]}`;
  /** The connections of this command that are still open. */
  const connections = async () =>
    (await holder.database.pool.query('SELECT pid FROM pg_stat_activity WHERE application_name = $1', [name]))
      .rows;

  test('ends its connections, and tells a user without rights what to do', async () => {
    const done = await run(given(command), { name });
    expect({ code: done.code, err: done.err.replace(/^\d rows\.\n$/, '') }).toEqual({ code: 0, err: '' });
    await expect.poll(connections).toEqual([]);
    // A role of every server, which may not read the tables.
    const refused = await run(given(command), { name, options: '-c role=pg_monitor' });
    expect(refused).toEqual({
      ...{ code: 1, out: '' },
      err: expect.stringMatching(
        /^refund-gateway: The user of the database has no right to do that: permission denied for table _prisma_migrations\. .*\[DATABASE_FORBIDDEN\]\n$/,
      ),
    });
    await expect.poll(connections).toEqual([]);
  });
});

test.each(named(commands.filter(([name]) => name !== 'migrate')))(
  'npm run %s says that a database has no ledger',
  async (_, command) => {
    const { code, out, err } = await run(given(command), { options: '-c search_path=none' });
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^refund-gateway: There is no ledger yet.*`npm run migrate`.*\[DATABASE_EMPTY\]\n$/);
  },
);

test.each(
  named([
    ['audit'],
    ['erase', 'zoe@example.com'],
    ['export', 'charges'],
    ['keys', 'list'],
    ['keys', 'revoke', 'desk'],
    ['verify'],
  ]),
)('npm run %s creates no ledger', async (_, [name, ...args]) => {
  const DATA_DIR = path.join(temporaryDirectory(), 'none');
  expect(await runCommand(`src/commands/${name}.ts`, { DATA_DIR }, ...args)).toEqual({
    ...{ code: 1, out: '' },
    err: `refund-gateway: There is no ledger in ${DATA_DIR} yet. Create it with \`npm run migrate\`, or import a file. [DATABASE_EMPTY]\n`,
  });
  expect(existsSync(DATA_DIR)).toBe(false);
});

test('npm run keys creates a ledger for the first key', async () => {
  const file = path.join(temporaryDirectory(), 'file');
  writeFileSync(file, '');
  const made = ['create', '--name', 'desk', '--scopes', 'refunds:read'];
  const { err } = await runCommand('src/commands/keys.ts', { DATA_DIR: path.join(file, 'data') }, ...made);
  expect(err).toMatch(/^refund-gateway: The data directory .* cannot be created: .*\[DATA_DIR_UNUSABLE\]\n$/);
});

/** What a command shows on a terminal. It takes no time, or some milliseconds after it has shown something. */
function terminal(takesMs = 0): readonly string[] {
  const shown: string[] = [];
  let now = 1000;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    shown.push(String(text));
    now = 1000 + takesMs;
    return true;
  });
  const { isTTY } = process.stderr;
  process.stderr.isTTY = true;
  onTestFinished(() => {
    process.stderr.isTTY = isTTY;
  });
  return shown;
}

describe('on a terminal, a command shows its progress on one line, which is empty at the end', () => {
  const CLEARED = '\r\x1b[K';

  test.each([
    ['audit', [], /^1 entries …$/],
    ['erase', ['--older-than', '36500'], /^Waiting for an import …$/],
    ['export', ['charges', '--columns', 'id'], /^Exporting charges: (\d+) of \1 rows …$/],
    ['import', [FILE], /^Waiting for the ledger, or for another import to end, 0 s …$/],
    ['verify', [], /^1 of \d+: the held refunds and the opening balance of a charge .* …$/],
  ])('npm run %s', async (name, args, first) => {
    const shown = terminal();
    expect(await run(given([name, ...args]))).toMatchObject({ code: 0 });
    expect(shown[0]?.replace(CLEARED, '')).toMatch(first);
    expect(shown.at(-1)).toBe(CLEARED);
  });

  test('each step of an erasure and of an import is shown at once', async () => {
    const erasing = terminal();
    await run(['erase', '--older-than', '36500']);
    expect(erasing).toContain(`${CLEARED}Erasing: 0 people and objects …`);
    const importing = terminal();
    await run(given(['import', FILE]));
    expect(importing).toContain(`${CLEARED}1 line, checking references, 0 s …`);
  });
});

test('the time that a command has taken is told in seconds', async () => {
  terminal(2500);
  expect((await run(['verify'])).out).toMatch(`No violations found by ${checks.length} checks in 2.5 s.\n`);
  terminal(2500);
  expect((await run(given(['import', FILE]))).out).toMatch(/^Imported 1 line in 2\.5 s\.\n$/m);
});

test('section 11: an import closes its files', async () => {
  const file = importedFile();
  const opened = openedFiles();
  expect(await run(['import', file])).toMatchObject({ code: 0 });
  expect(opened.map(({ fd }) => fd)).toEqual([-1]);
});
