import type { ImportProgress, ImportReport } from './import-report.js';

type Imported = Extract<ImportReport, { outcome: 'imported' }>;
type Refused = Extract<ImportReport, { outcome: 'refused' }>;

const number = new Intl.NumberFormat('en-US');
const counted = (count: number, noun: string): string =>
  `${number.format(count)} ${noun}${count === 1 ? '' : 's'}`;

/** A summary of an import for the terminal. */
export function importedText({ lines, kinds, skipped }: Imported, elapsedMs: number): string {
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
    `Imported ${counted(lines, 'line')} in ${(elapsedMs / 1000).toFixed(1)} s.`,
  ].join('\n');
}

/** Why nothing was imported, with the lines to fix. */
export function refusedText(file: string, { faults, faultCount }: Refused): string {
  const more = faultCount - faults.length;
  return [
    `${file} has ${counted(faultCount, 'fault')}, so nothing was imported:`,
    ...faults.map(({ line, why }) => `  Line ${line}: ${why}.`),
    ...(more > 0 ? [`  … and ${number.format(more)} more.`] : []),
    'Fix the file and import it again.',
  ].join('\n');
}

/** The progress of an import, on one line. */
export function progressText({ step, lines }: ImportProgress, elapsedMs: number): string {
  const now =
    step === 'reading' ? `${number.format(Math.round(lines / (elapsedMs / 1000)))} per second` : step;
  return `${counted(lines, 'line')}, ${now}`;
}
