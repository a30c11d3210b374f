import { expect, test } from 'vitest';
import { accessesOf, describeAccess, type PlanNode, readExplained, shapeOf } from './explained.js';

const bitmap: PlanNode = {
  'Node Type': 'Bitmap Heap Scan',
  'Relation Name': 'refund',
  Plans: [
    {
      'Node Type': 'Bitmap Index Scan',
      'Index Name': 'refund_pkey',
      'Index Cond': '(id = $1)',
      'Actual Rows': 2,
      'Actual Loops': 3,
    },
  ],
};
const plan: PlanNode = {
  'Node Type': 'ModifyTable',
  Operation: 'Update',
  'Relation Name': 'charge',
  Plans: [
    {
      'Node Type': 'Nested Loop',
      'Join Type': 'Left',
      Plans: [
        { 'Node Type': 'Seq Scan', 'Relation Name': 'charge', 'Actual Rows': 1, 'Rows Removed by Filter': 9 },
        bitmap,
        { 'Node Type': 'Index Only Scan', 'Relation Name': 'refund', 'Index Name': 'refund_created_id_idx' },
      ],
    },
  ],
};

test('the message of a statement has its text in one line, its plan and its time; other messages have none', () => {
  const json = JSON.stringify({ 'Query Text': 'SELECT 1\n  FROM charge', Plan: plan });
  expect(readExplained(`duration: 0.021 ms  plan:\n${json}`)).toEqual({
    text: 'SELECT 1 FROM charge',
    plan,
    ms: 0.021,
  });
  expect(readExplained('relation "charge" does not exist, skipping')).toBeNull();
});

test('a plan tells each way into a table, with the rows that it looked at', () => {
  expect(accessesOf(plan).map((access) => [describeAccess(access), access.rows])).toEqual([
    ['all of charge', 10],
    ['refund by refund_pkey', 6],
    ['refund by refund_created_id_idx in its order', 0],
  ]);
});

test('a shape has the steps and the indexes, but no numbers', () => {
  expect(shapeOf(plan)).toBe(
    'Update charge (Left Nested Loop (Seq Scan charge, Bitmap Heap Scan refund (Bitmap Index Scan refund_pkey), Index Only Scan refund_created_id_idx))',
  );
});
