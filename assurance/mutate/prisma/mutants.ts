import type { Mutant } from '../mutant.js';

/** What can be left out of a model or an enum of Prisma's schema, or replaced. */
const CHANGES: readonly (readonly [mutator: string, found: RegExp, replacement: string])[] = [
  ['default', / @default\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)/g, ''],
  ['unique', / @unique\b(?:\([^)]*\))?/g, ''],
  ['database name', / @map\("[^"]*"\)/g, ''],
  ['database type', / @db\.\w+(?:\(\d+\))?/g, ''],
  ['optional', /(?<=^ {2}\w+ +\w+)\?/gm, ''],
  ['required', /(?<=^ {2}(?!\/\/)\w+ +(?:BigInt|Boolean|Bytes|DateTime|Int|Json|String))(?= )/gm, '?'],
  ['on delete', /(?<=onDelete: )Restrict/g, 'Cascade'],
  ['index', /^ {2}@@(?:index|unique)\(.*\)\n/gm, ''],
  ['table name', /^ {2}@@map\(.*\)\n/gm, ''],
];

/** All mutants of `schema.prisma`. */
export const prismaMutants = (file: string, schema: string): Mutant[] =>
  CHANGES.flatMap(([mutator, found, replacement]) =>
    [...schema.matchAll(found)]
      .filter(({ index }) => !isInComment(schema, index))
      .map(({ index, 0: text }) => ({
        kind: 'prisma' as const,
        ...{ file, mutator, replacement, start: index, end: index + text.length },
        object: modelAt(schema, index),
      })),
  );

/** The model or enum that a place belongs to. */
const modelAt = (schema: string, index: number): string =>
  [...schema.slice(0, index).matchAll(/^(?:model|enum|view) (\w+)/gm)].at(-1)?.[1] ?? '';

const isInComment = (schema: string, index: number): boolean =>
  schema.slice(schema.lastIndexOf('\n', index) + 1, index).includes('//');
