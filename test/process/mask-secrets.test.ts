import { expect, test } from 'vitest';
import { maskLine, maskSecrets } from '../../src/process/mask-secrets.js';

const KEY = `rgk_${'k'.repeat(21)}-${'k'.repeat(21)}`;
const TOKEN = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbm5hIn0.c2lnbmF0dXJl';

test.each([
  [`key ${KEY}, refused`, 'key [masked], refused'],
  [`${KEY} and ${KEY}`, '[masked] and [masked]'],
  [`token ${TOKEN}.`, 'token [masked]'],
  ['an encrypted token eyJ-lbmMifQ.a2V5.aXY.Y2lwaGVy.dGFn', 'an encrypted token [masked]'],
  ['Authorization: Basic cmdrX2tleTo=', 'Authorization: Basic [masked]'],
  ['Bearer  abcd+fgh', 'Bearer [masked]'],
  ['authorization: bearer abcdefgh12345678', 'authorization: bearer [masked]'],
  ['postgresql://gateway:hunter2@db:5432/ledger', 'postgresql://[masked]@db:5432/ledger'],
  [`https://anna:${'p'.repeat(500)}@db/ledger`, 'https://[masked]@db/ledger'],
  ['<anna.o+x@shop.example.com>', '<[masked]>'],
  ['Zoë@exämple.com', '[masked]'],
  ['anna@example.xn--p1ai', '[masked]'],
  ['анна@пример.рф', '[masked]'],
  [`${'a'.repeat(64)}@example.com`, '[masked]'],
  ['GET /customers/anna%40example.com/refunds 404', 'GET /customers/[masked]/refunds 404'],
  ['/anna%40example%2Ecom', '/[masked]'],
])('a secret is masked: %s', (text, masked) => {
  expect(maskSecrets(text)).toBe(masked);
});

test.each([
  'POST /graphql 200',
  'a PostgreSQL URL with a database: postgresql://user:password@host:5432/database.',
  'at /srv/node_modules/@prisma/client/runtime/client.js:1:2',
  'send the header "Authorization: Bearer" with an API key',
  'Refund Gateway is at http://[::1]:4000/graphql',
  'https://shop.example/desk@night',
])('what is no secret stays: %s', (text) => {
  expect(maskSecrets(text)).toBe(text);
});

test('a line of JSON stays JSON, and only its texts change', () => {
  const line = { level: 50, req: { path: '/\nanna@example.com"' }, list: [KEY, null, 1.5] };
  expect(JSON.parse(maskLine(`${JSON.stringify(line)}\n`))).toEqual({
    level: 50,
    req: { path: '/\n[masked]"' },
    list: ['[masked]', null, 1.5],
  });
  expect(maskLine('{"msg":"ready"}\n')).toBe('{"msg":"ready"}\n');
  expect(maskLine('no JSON\n')).toBe('no JSON\n');
  expect(maskLine(`{"msg":"${KEY}"}\n`)).toBe('{"msg":"[masked]"}\n');
});
