import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Equivalents } from './equivalents.js';
import type { Project } from './project.js';
import type { Judged, Results } from './results.js';
import { knownOutcome } from './run.js';

const PAGE = 'docs/mutation.md';
const BEGIN = '<!-- written by npm run mutate -->';
const END = '<!-- end -->';

/** Writes the table by folder and the survivors into the page. They tell all results that still hold. */
export function writeReport(project: Project, results: Results, equivalents: Equivalents): void {
  const judged = project.mutants.flatMap(
    (mutant) => knownOutcome(mutant, project, results, equivalents) ?? [],
  );
  const file = path.join(project.root, PAGE);
  const page = readFileSync(file, 'utf8');
  const [before, rest = ''] = page.split(BEGIN);
  const [, after = ''] = rest.split(END);
  writeFileSync(
    file,
    [
      before,
      BEGIN,
      '\n',
      reportText(
        judged,
        project.mutants.map(({ file: name }) => name),
      ),
      END,
      after,
    ].join(''),
  );
}

type Column = 'noticed' | 'declared' | 'survived' | 'refused' | 'equivalent';
type Row = Readonly<Record<Column, number>>;

/** Code that no test runs is as bad as code whose mistakes no test notices. */
const columnOf = ({ outcome }: Judged): Column => (outcome === 'unreached' ? 'survived' : outcome);

/** @param files the file of each mutant that there is */
export function reportText(judged: readonly Judged[], files: readonly string[]): string {
  const folders = [...new Set(judged.map(({ mutant }) => folderOf(mutant.file)))].toSorted();
  const rows = folders.map((folder) => {
    const isInside = (file: string) => folderOf(file) === folder;
    return rowText(
      `\`${folder}\``,
      files.filter(isInside).length,
      rowOf(judged.filter(({ mutant }) => isInside(mutant.file))),
    );
  });
  const survivors = judged.filter((one) => columnOf(one) === 'survived');
  return [
    '| folder | mutants | tried | noticed by tests | only by a check | survived | noticed | refused | equivalent |',
    '|---|---|---|---|---|---|---|---|---|',
    ...rows,
    rowText('all', files.length, rowOf(judged)),
    '',
    '## Survivors',
    survivors.length === 0 ? 'None.' : '| where | change | from | to |\n|---|---|---|---|',
    ...survivors.map(
      ({ mutant, outcome }) =>
        `| \`${mutant.file}\`${mutant.object === undefined ? '' : `, \`${mutant.object}\``} | ${mutant.mutator}${outcome === 'unreached' ? ', no test runs it' : ''} | ${code(mutant.original)} | ${code(mutant.replacement)} |`,
    ),
    '',
  ].join('\n');
}

const folderOf = (file: string): string => (file.endsWith('.ts') ? path.dirname(file) : file);

function rowOf(judged: readonly Judged[]): Row {
  const count = (column: Column) => judged.filter((one) => columnOf(one) === column).length;
  return {
    noticed: count('noticed'),
    declared: count('declared'),
    survived: count('survived'),
    refused: count('refused'),
    equivalent: count('equivalent'),
  };
}

function rowText(title: string, mutants: number, row: Row): string {
  const { noticed, declared, survived, refused, equivalent } = row;
  const counted = noticed + declared + survived;
  const share = counted === 0 ? '' : `${((100 * (noticed + declared)) / counted).toFixed(1)} %`;
  const tried = counted + refused + equivalent;
  return `| ${[title, mutants, tried, noticed, declared, survived, share, refused, equivalent].join(' | ')} |`;
}

/** Code in a cell of a table. */
const code = (text: string): string => (text === '' ? 'nothing' : `\`${text.replaceAll('|', '\\|')}\``);
