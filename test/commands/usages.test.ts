import { readFileSync } from 'node:fs';
import path from 'node:path';
import { buildSchema, coerceInputValue, type GraphQLInputType } from 'graphql';
import { expect, test } from 'vitest';
import { AUDIT_USAGE } from '../../src/commands/audit-options.js';
import { ERASE_USAGE } from '../../src/commands/erase-options.js';
import { EXPORT_USAGE } from '../../src/commands/export-options.js';
import { IMPORT_USAGE } from '../../src/commands/import-options.js';
import { KEYS_USAGE } from '../../src/commands/keys-options.js';
import { packageRoot } from '../../src/process/package-root.js';

/** The command lines of a usage, and the options that it explains at the start of a line. */
const partsOf = (usage: string) => ({
  lines: usage.match(/^(?: {2}|Usage: ).*(?:npm run .*|\[--outcome.*)$/gm)?.map((line) => line.trim()),
  explained: usage.match(/^ *--[a-z-]+/gm)?.map((option) => option.trim()),
});

test.each([
  [
    'audit',
    AUDIT_USAGE,
    [
      'npm run --silent audit -- [--since TIME] [--until TIME] [--actor NAME] [--action NAME,NAME]',
      '[--outcome OUTCOME,OUTCOME] [--object ID]',
    ],
    undefined,
  ],
  [
    'erase',
    ERASE_USAGE,
    [
      'npm run --silent erase -- EMAIL [--dry-run] [--json]',
      'echo EMAIL | npm run erase -- - [--dry-run] [--json]',
      'npm run erase -- --older-than DAYS [--dry-run] [--json]',
      'npm run erase -- --expired [--dry-run] [--json]',
    ],
    ['--older-than', '--dry-run', '--json'],
  ],
  [
    'export',
    EXPORT_USAGE,
    ['npm run --silent export -- LIST [--filter JSON] [--columns NAME,NAME] [--locale TAG] [--out FILE]'],
    ['--filter', '--columns', '--locale', '--out', '--silent'],
  ],
  [
    'import',
    IMPORT_USAGE,
    ['Usage: npm run import -- [options] FILE...'],
    ['--dry-run', '--skip-faulty', '--faults', '--help'],
  ],
  [
    'keys',
    KEYS_USAGE,
    [
      'npm run keys -- create --name NAME --scopes SCOPE,SCOPE [--expires 2027-01-01] [--json]',
      'npm run keys -- list [--json]',
      'npm run keys -- revoke NAME',
    ],
    ['--expires', '--json'],
  ],
])('the usage of npm run %s has its command lines and explains its options', (_, usage, lines, explained) => {
  expect(partsOf(usage)).toEqual({ lines, explained });
});

test('the usage of npm run keys has every scope with what it allows, in one column', () => {
  expect(KEYS_USAGE.split('Scopes:\n')[1]?.match(/^ {2}[a-z]+:[a-z]+ +/gm)).toEqual([
    '  refunds:read    ',
    '  refunds:write   ',
    '  refunds:cancel  ',
    '  refunds:approve ',
    '  customers:read  ',
    '  events:read     ',
    '  audit:read      ',
    '  keys:manage     ',
  ]);
});

test.each([
  [AUDIT_USAGE, 'newest first'],
  [AUDIT_USAGE, '--since includes it, --until does not.'],
  [ERASE_USAGE, '--dry-run counts what would change, and changes nothing.'],
  [ERASE_USAGE, 'no payment, no refund, no event of a refund, no\napproval, no dispute.'],
  [EXPORT_USAGE, '--out writes a file, which must not exist yet.'],
  [
    IMPORT_USAGE,
    'The exit code is 0 if something was imported, also without faulty objects,\nand otherwise 1.',
  ],
  [KEYS_USAGE, 'A key is shown once, when it is made.'],
  [KEYS_USAGE, 'without it the key never expires.'],
])('a usage promises what its command does: %#', (usage, promise) => {
  expect(usage).toContain(promise);
});

test('the filter in the usage of npm run export is one that the API takes', () => {
  const schema = buildSchema(readFileSync(path.join(packageRoot, 'schema.graphql'), 'utf8'));
  const example = EXPORT_USAGE.match(/--filter '(.*)'$/m)?.[1] ?? '';
  const filter = schema.getType('RefundFilter') as GraphQLInputType;
  expect(coerceInputValue(JSON.parse(example), filter)).toMatchObject({ status: ['FAILED'] });
});
