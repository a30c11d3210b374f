import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { temporaryDirectory } from '../support/databases/temporary-directory.js';
import { testDatabase } from '../support/databases/test-database.js';
import type { SentValue } from '../support/logs/log-files.js';
import { secretsIn } from '../support/logs/search-logs.js';
import { operatorSettingsOf, runProgram, startMain } from '../support/processes/processes.js';
import { chargeObject, refundObject } from '../support/rows/stripe-objects.js';

const EMAIL = 'anna.person@example.com';
const NOTE = 'she called about the blue cup';
const PASSWORD = 'correct-horse-battery';
const TOKEN_SECRET = 'a secret of at least thirty-two bytes';
const SECRETS: readonly SentValue[] = [
  { kind: 'note', value: NOTE },
  { kind: 'password of a database', value: PASSWORD },
  { kind: 'secret of tokens', value: TOKEN_SECRET },
];

/** Nothing listens there. */
const UNREACHABLE = {
  DATABASE_URL: `postgresql://gateway:${PASSWORD}@127.0.0.1:1/ledger`,
  JWT_SECRET: TOKEN_SECRET,
  JWT_ISSUER: 'https://idp.example',
  JWT_AUDIENCE: 'refunds',
  LOG_LEVEL: 'trace',
};

const kindsIn = (text: string, source: string) => secretsIn(text, SECRETS, source).map(({ kind }) => kind);

const holder = testDatabase();

/** Runs a command of an operator, and expects no secret in its output. */
async function command(name: string, settings: Readonly<Record<string, string>>, ...args: readonly string[]) {
  const run = await runProgram(`src/commands/${name}.js`, settings, ...args);
  const source = [name, ...(name === 'keys' ? args.slice(0, 1) : [])].join(' ');
  expect(run.out + run.err).not.toBe('');
  expect({
    out: kindsIn(run.out, `${source} stdout`),
    err: kindsIn(run.err, `${source} stderr`),
  }).toEqual({ out: [], err: [] });
  return run;
}

describe.runIf(inject('template').kind === 'postgresql')('no secret stands in the output', () => {
  test.each(['migrate', 'verify', 'audit', 'keys', 'erase'])(
    'of %s, whose database cannot be reached',
    async (name) => {
      const args = { keys: ['list'], erase: [EMAIL] }[name] ?? [];
      expect((await command(name, UNREACHABLE, ...args)).err).toContain('DATABASE_UNREACHABLE');
    },
  );

  test('of a gateway whose database cannot be reached, or whose settings are faulty', {
    tags: ['long'],
  }, async () => {
    const faulty = {
      ...UNREACHABLE,
      DATABASE_URL: `postgresql://gateway:${PASSWORD}@:x/ledger`,
      JWT_ISSUER: '',
    };
    for (const settings of [UNREACHABLE, faulty]) {
      const gateway = startMain(settings);
      expect(await gateway.ended).toBe(1);
      expect(kindsIn(gateway.stdout() + gateway.stderr(), 'main')).toEqual([]);
    }
  });

  test('of an import with faulty lines', { tags: ['long'] }, async () => {
    const file = path.join(temporaryDirectory(), 'objects.jsonl');
    const personal = { receipt_email: EMAIL, description: NOTE, metadata: { note: NOTE } };
    const lines = [
      { ...chargeObject(), ...personal, amount: EMAIL },
      { ...chargeObject({ id: 'ch_2' }), ...personal, billing_details: { email: [EMAIL] } },
      { ...refundObject({ id: 're_2' }), ...personal, charge: EMAIL },
    ].map((object) => JSON.stringify(object));
    await writeFile(file, [...lines, `{"id": "ch_3", "note": "${NOTE}", ${EMAIL}`].join('\n'));
    const settings = await operatorSettingsOf(holder.database);
    expect((await command('import', settings, file)).err).toContain('[IMPORT_REFUSED]');
    await command('import', settings, '--skip-faulty', file);
  });

  test('of an erasure that finds nobody, or that is asked for wrongly', { tags: ['long'] }, async () => {
    const settings = await operatorSettingsOf(holder.database);
    expect((await command('erase', settings, EMAIL)).err).toContain('[ERASURE_NOT_FOUND]');
    expect((await command('erase', settings, NOTE)).err).toContain('[USAGE]');
  });

  test('of the commands of keys and of the audit, except for a new key', { tags: ['long'] }, async () => {
    const settings = await operatorSettingsOf(holder.database);
    const made = await command(
      'keys',
      settings,
      'create',
      '--name',
      'desk',
      '--scopes',
      'refunds:read',
      '--json',
    );
    const { key } = JSON.parse(made.out);
    expect(kindsIn(made.out, 'keys list stdout')).toContain('API key');
    for (const args of [['list'], ['list', '--json'], ['revoke', 'desk']]) {
      const { out } = await command('keys', settings, ...args);
      expect(out).not.toContain(key);
    }
    expect((await command('keys', settings, 'revoke', key)).code).toBe(1);
    await holder.database.pool.query(
      "INSERT INTO audit_entry (id, actor, action, outcome) VALUES ('aud_1', 'desk', 'createRefund', 'done')",
    );
    expect((await command('audit', settings)).out).toContain('"aud_1"');
  });
});
