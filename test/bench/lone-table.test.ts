import { expect, test } from 'vitest';
import type { LoneServer } from '../../bench/lone/measured.js';
import { mediansOf } from '../../bench/lone/warm-times.js';
import { loneTables } from '../../bench/report/lone-table.js';

const steps = {
  reading: { parse: 0, bind: 10, execute: 40 },
  recording: { parse: 0, bind: 50, execute: 300 },
};
const warm = {
  p50Us: 1400,
  meanUs: 1500,
  serverCpuUs: 350,
  databaseCpuUs: 480,
  databaseUs: 900,
  flushUs: 250,
  flushes: 1.01,
};
const gateway: LoneServer = {
  name: 'gateway',
  label: 'GATEWAY',
  warm,
  cold: { firstUs: 21_000, p50Us: 4000 },
  statements: {
    loggedP50Us: 1700,
    warm: steps,
    cold: steps,
    inner: [{ text: "INSERT INTO refund SELECT 'a' || b", times: 1, us: 123 }],
  },
};
const peer: LoneServer = { ...gateway, label: 'PEER', statements: null };
const tables = loneTables([
  { ledger: '2,004 charges', inherent: { roundTripUs: 90, insertUs: 410 }, servers: [gateway, peer] },
]);

test('the commit is what no step of a statement took, and the rest is what neither process took', () => {
  expect(tables).toContain('| – commit | 500 | – |');
  expect(tables).toContain('| number of flushes, warm | 1.01 | 1.01 |');
  expect(tables).toContain('| the rest | 250 | 250 |');
  expect(tables).toContain('| – recording, execute | 300 | – |');
  expect(tables).toContain('| **cold: the first refund after the start** | 21,000 | 21,000 |');
  expect(tables).toContain(
    'takes 90 µs there and back by TCP, and an insert of one row with its flush 410 µs',
  );
});

test('what runs inside is told of the servers that were explained, in cells of their own', () => {
  expect(tables).toContain('| statement | GATEWAY |');
  expect(tables).toContain("| `INSERT INTO refund SELECT 'a' \\|\\| b` | 123 |");
  expect(
    loneTables([{ ledger: '', inherent: { roundTripUs: 1, insertUs: 1 }, servers: [peer] }]),
  ).not.toContain('auto_explain');
});

test('the ten longest statements of each server are told, whatever the others take', () => {
  const slow = (label: string, most: number): LoneServer => {
    const inner = Array.from({ length: 12 }, (_, n) => ({ text: `${label} ${n}`, times: 1, us: most - n }));
    return { ...gateway, label, statements: { loggedP50Us: 1, warm: steps, cold: steps, inner } };
  };
  const told = loneTables([
    { ledger: '', inherent: { roundTripUs: 1, insertUs: 1 }, servers: [slow('A', 900), slow('B', 90)] },
  ]);
  expect(told).toContain('| `A 9` | 891 | – |\n| `B 0` | – | 90 |');
  expect(told).toContain('| `B 9` | – | 81 |');
  expect(told).not.toContain('`A 10`');
});

test('the figures of several rounds are their medians', () => {
  const rounds = [3, 1, 2].map((times) => ({ ...warm, p50Us: times * 100, flushUs: times }));
  expect(mediansOf(rounds)).toEqual({ ...warm, p50Us: 200, flushUs: 2 });
});
