import { beforeAll, expect, test } from 'vitest';
import { testDatabase } from '../support/databases/test-database.js';
import { operatorSettingsOf, runProgram } from '../support/processes/processes.js';
import { runCommand } from '../support/processes/run-command.js';

const holder = testDatabase();
beforeAll(() =>
  holder.database.pool.query(`
    INSERT INTO audit_entry (id, created, actor, action, outcome, code, objects, amount, currency) VALUES
      ('aud_1', '2026-11-01T10:00:00Z', 'desk', 'createRefund', 'done', NULL, '{re_1,ch_1}', 9007199254740993, 'usd'),
      ('aud_2', '2026-11-02T10:00:00Z', 'bot', 'cancelRefund', 'refused', 'RESOURCE_MISSING', '{re_none}', NULL, NULL)`),
);

test('the audit is printed as lines of JSON, newest first, and can be filtered', {
  tags: ['long'],
}, async () => {
  const settings = await operatorSettingsOf(holder.database);
  const audit = (...args: readonly string[]) => runProgram('src/commands/audit.js', settings, ...args);
  const linesOf = (out: string) =>
    out
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line));

  const { code, out, err } = await audit();
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(linesOf(out)).toEqual([
    {
      ...{ id: 'aud_2', created: '2026-11-02T10:00:00.000Z', actor: 'bot', action: 'cancelRefund' },
      ...{ outcome: 'refused', code: 'RESOURCE_MISSING', objects: ['re_none'], amount: null },
      ...{ currency: null, count: 1, details: null },
    },
    {
      ...{ id: 'aud_1', created: '2026-11-01T10:00:00.000Z', actor: 'desk', action: 'createRefund' },
      ...{ outcome: 'done', code: null, objects: ['re_1', 'ch_1'], amount: '9007199254740993' },
      ...{ currency: 'usd', count: 1, details: null },
    },
  ]);
  const chosen = await audit('--since', '2026-11-01', '--until', '2026-11-02', '--outcome', 'done,held');
  expect(linesOf(chosen.out).map(({ id }) => id)).toEqual(['aud_1']);
  const none = await audit('--object', 'ch_none');
  expect(none).toMatchObject({ code: 0, out: '', err: 'The audit has no such entry.\n' });
});

test('what is printed is asked for by options, and the usage and an empty answer are told', async () => {
  const settings = await operatorSettingsOf(holder.database);
  const audit = (...args: readonly string[]) => runCommand('src/commands/audit.ts', settings, ...args);
  const chosen = await audit('--until', '2026-11-02');
  expect({ ...chosen, out: JSON.parse(chosen.out).id }).toEqual({ code: 0, out: 'aud_1', err: '' });
  const lines = (await audit()).out.trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line).id)).toEqual(['aud_2', 'aud_1']);
  expect(await audit('--object', 'ch_none')).toEqual({
    ...{ code: 0, out: '', err: 'The audit has no such entry.\n' },
  });
  expect((await audit('--help')).out).toMatch(/^Prints the audit:/);
});

test('more entries than a reader takes at once are printed while it reads, each once', async () => {
  await holder.database.pool.query(`
    INSERT INTO audit_entry (id, actor, action, outcome)
    SELECT 'aud_many' || n, 'many', 'createRefund', 'done' FROM generate_series(1, 501) n`);
  const settings = await operatorSettingsOf(holder.database);
  const { code, out, err } = await runCommand('src/commands/audit.ts', settings, '--actor', 'many');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(new Set(out.match(/^{"id":"aud_many\d+",/gm)).size).toBe(501);
});
