import { expect, test } from 'vitest';
import { applied } from '../mutant.js';
import { prismaMutants } from './mutants.js';

const schema = `model Fee {
  // A comment ? @unique
  id      String    @id @default(dbgenerated("a()")) @map("fee_id")
  note    String?   @unique
  charge  Charge?   @relation(fields: [chargeId], references: [id], onDelete: Restrict)
  at      DateTime  @db.Timestamptz(3)

  @@index([at, id])
  @@map("fee")
}
`;

const changed = (mutator: string): string[] =>
  prismaMutants('schema.prisma', schema)
    .filter((mutant) => mutant.mutator === mutator && mutant.object === 'Fee')
    .map((mutant) => applied(schema, mutant));

test.each([
  ['default', ' @default(dbgenerated("a()"))', ''],
  ['unique', '   @unique', '  '],
  ['database name', ' @map("fee_id")', ''],
  ['database type', ' @db.Timestamptz(3)', ''],
  ['on delete', 'Restrict', 'Cascade'],
  ['index', '  @@index([at, id])\n', ''],
  ['table name', '  @@map("fee")\n', ''],
])('%s is changed', (mutator, from, to) => expect(changed(mutator)).toEqual([schema.replace(from, to)]));

test('what is optional becomes required, and what is required becomes optional', () => {
  expect(changed('optional')).toEqual([
    schema.replace('String? ', 'String '),
    schema.replace('Charge? ', 'Charge '),
  ]);
  expect(changed('required')).toEqual([
    schema.replace('id      String ', 'id      String? '),
    schema.replace('DateTime ', 'DateTime? '),
  ]);
});
