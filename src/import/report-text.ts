import type { ImportProgress, ImportReport } from './import-report.js';

type Imported = Extract<ImportReport, { outcome: 'imported' }>;
type Refused = Extract<ImportReport, { outcome: 'refused' }>;

const number = new Intl.NumberFormat('en-US');
const counted = (count: number, noun: string): string =>
  `${number.format(count)} ${noun}${count === 1 ? '' : 's'}`;

/** A summary of an import for the terminal. */
export function importedText(
  { lines, kinds, skipped, warnings, warningCount }: Imported,
  elapsedMs: number,
): string {
  const rows = [...kinds].map(
    ([object, { added, updated, unchanged }]) =>
      [object, ...[added, updated, unchanged].map((count) => number.format(count))] as const,
  );
  const table = [['', 'new', 'updated', 'unchanged'] as const, ...rows]
    .map(([object, ...counts]) => object.padEnd(20) + counts.map((count) => count.padStart(12)).join(''))
    .join('\n');
  const others = [...skipped].map(([object, count]) => `${object} (${number.format(count)})`);
  return [
    table,
    ...(others.length > 0
      ? [`Skipped, because the ledger does not keep these kinds: ${others.join(', ')}.`]
      : []),
    ...(warningCount > 0
      ? [
          `${counted(warningCount, 'conflict')} with changes made here since the last import:`,
          ...listed(
            warnings.map(({ line, what }) => `Line ${line}: ${what}.`),
            warningCount,
          ),
        ]
      : []),
    `Imported ${counted(lines, 'line')} in ${(elapsedMs / 1000).toFixed(1)} s.`,
  ].join('\n');
}

/** Why nothing was imported, with the lines to fix. */
export function refusedText(file: string, { faults, faultCount }: Refused): string {
  return [
    `${file} has ${counted(faultCount, 'fault')}, so nothing was imported:`,
    ...listed(
      faults.map(({ line, why }) => `Line ${line}: ${why}.`),
      faultCount,
    ),
    'Fix the file and import it again.',
  ].join('\n');
}

/** The first of several lines, and how many more there are. */
const listed = (lines: readonly string[], all: number): string[] => [
  ...lines.map((line) => `  ${line}`),
  ...(all > lines.length ? [`  … and ${number.format(all - lines.length)} more.`] : []),
];

/** The progress of an import, on one line. */
export function progressText({ step, lines }: ImportProgress, elapsedMs: number): string {
  const now =
    step === 'reading' ? `${number.format(Math.round(lines / (elapsedMs / 1000)))} per second` : step;
  return `${counted(lines, 'line')}, ${now}`;
}
