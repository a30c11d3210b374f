import { describe, expect, test } from 'vitest';
import { KEYS_USAGE, readKeysArguments } from '../../src/commands/keys-options.js';
import { OperatorError } from '../../src/process/operator-error.js';

const NOW = new Date('2026-03-01T12:00:00Z');
const read = (line: string) => readKeysArguments(line === '' ? [] : line.split(' '), NOW);

test.each(['', '--help', 'create --help', '-h'])('%j prints the usage', (line) =>
  expect(read(line)).toBeNull(),
);

test('a key with a name and scopes', () =>
  expect(read('create --name desk --scopes refunds:read,refunds:write')).toEqual({
    verb: 'create',
    json: false,
    key: { name: 'desk', scopes: ['refunds:read', 'refunds:write'], expires: null },
  }));

test('the scopes of a key may have spaces between them', () =>
  expect(
    readKeysArguments(['create', '--name', 'desk', '--scopes', 'refunds:read, refunds:write'], NOW),
  ).toMatchObject({ key: { scopes: ['refunds:read', 'refunds:write'] } }));

test.each([
  ['2027-01-01', '2027-01-01T00:00:00.000Z'],
  ['2027-01-01T12:30:00Z', '2027-01-01T12:30:00.000Z'],
  ['2027-01-01T12:30+02:00', '2027-01-01T10:30:00.000Z'],
])('a key that expires at %s', (given, time) =>
  expect(read(`create --name a --scopes refunds:read --json --expires ${given}`)).toMatchObject({
    json: true,
    key: { expires: new Date(time) },
  }),
);

test('listing and revoking', () => {
  expect(read('list')).toEqual({ verb: 'list', json: false });
  expect(read('list --json')).toEqual({ verb: 'list', json: true });
  expect(read('revoke desk')).toEqual({ verb: 'revoke', name: 'desk' });
  // A letter with an accent is the same letter however it was written.
  expect(read('revoke caf\u0065\u0301')).toEqual({ verb: 'revoke', name: 'caf\u00e9' });
});

const BAD_NAME = 'this --name cannot be used: it is reserved, too long, or not on one line';
const NOT_TO_COME = '--expires must be a time to come, such as 2027-01-01 or 2027-01-01T12:00:00Z';

describe('what is refused, with the reason before the usage', () => {
  test.each([
    ['make', 'there is no command make'],
    ['create', 'create needs --name and --scopes'],
    ['create --name desk', 'create needs --name and --scopes'],
    ['create --name sandbox --scopes refunds:read', BAD_NAME],
    ['create --name desk --scopes refunds:read,x', 'there is no scope x'],
    ['create --name desk --scopes refunds:all,x', 'there is no scope refunds:all, x'],
    ['create --name desk --scopes refunds:read --expires tomorrow', NOT_TO_COME],
    ['create --name desk --scopes refunds:read --expires 2026-02-30', NOT_TO_COME],
    ['create --name desk --scopes refunds:read --expires 2026-03-01', NOT_TO_COME],
    ['create --name desk --scopes refunds:read --expires 2026-03-01T12:00:00Z', NOT_TO_COME],
    ['create desk --scopes refunds:read', 'unexpected argument desk'],
    ['revoke', 'the name of the key is missing'],
    ['revoke a b', 'unexpected argument b'],
    ['list desk', 'unexpected argument desk'],
    ['list --all', "Unknown option '--all'"],
  ])('%s', (line, why) => {
    expect(() => read(line)).toThrow(new OperatorError('USAGE', `${why}.\n\n${KEYS_USAGE}`));
  });
});
