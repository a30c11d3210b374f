import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryDirectory } from '../../test/support/databases/temporary-directory.js';
import { findingText, searchLogs, secretsIn } from '../../test/support/logs/search-logs.js';
import { textValues } from '../../test/support/logs/sent-values.js';

const KEY = `rgk_${'k'.repeat(43)}`;

test.each([
  ['API key', KEY],
  ['JSON Web Token', 'eyJhbGciOiJIUzI1NiJ9.e30.x'],
  ['credentials', 'authorization: Basic cmdrX2tleTo='],
  ['password in a URL', 'postgresql://gateway:hunter2@127.0.0.1:5432/ledger'],
  ['e-mail address', '{"msg":"anna@example.com"}'],
])('is found by its form: %s', (kind, text) => {
  expect(secretsIn(`{"level":30}\n${text}\n`, [], 'gateway').map((found) => found.kind)).toContain(kind);
});

test('a value that a test has sent is found as it is and in JSON, but not as a part of a word', () => {
  const sent = [{ kind: 'note', value: 'a "blue" cup' }];
  const lines = ['a "blue" cup', '{"err":"a \\"blue\\" cup"}', 'extra "blue" cups', 'a "blue" cups'];
  expect(lines.map((line) => secretsIn(line, sent, 'gateway').length)).toEqual([1, 1, 0, 0]);
});

test('the values of a request are those of its secret and personal fields', () => {
  const input = { charge: 'ch_1', idempotencyKey: 'order-1', metadata: { place: 'locker 77' } };
  const document = 'mutation { a(input: { note: "the \\"cup\\"", metadata: { b: "c d" }, charge: "ch_1" }) }';
  expect(textValues(JSON.stringify({ query: document, variables: { input: [input] } }))).toEqual([
    { kind: 'note', value: 'the "cup"' },
    { kind: 'metadata of a refund', value: 'c d' },
    { kind: 'idempotency key', value: 'order-1' },
    { kind: 'metadata of a refund', value: 'locker 77' },
  ]);
});

test('a finding names its kind, line, program and test file, and only the command that makes keys prints them', () => {
  const directory = temporaryDirectory();
  const place = path.join(directory, 'test~a.db.test.ts');
  mkdirSync(place);
  writeFileSync(path.join(place, '1-1 keys create stdout.output'), `${KEY}\n`);
  writeFileSync(path.join(place, '1-2 keys list stdout.output'), `desk\nbot ${KEY}\n`);
  writeFileSync(path.join(place, '1-3 gateway.output'), '{"msg":"order-1"}\n');
  writeFileSync(path.join(place, '1.sent.jsonl'), '{"kind":"idempotency key","value":"order-1"}\n');
  const searched = searchLogs(directory);
  expect(searched).toMatchObject({ outputs: 3, lines: 4, values: 1 });
  expect(searched.findings.map(findingText).sort()).toEqual([
    `API key in line 2 of keys list stdout, by test/a.db.test.ts: bot ${KEY}`,
    'idempotency key in line 1 of gateway, by test/a.db.test.ts: {"msg":"order-1"}',
  ]);
});
