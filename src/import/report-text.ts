import type { ImportProgress, ImportReport, Place } from './import-report.js';

type Imported = Extract<ImportReport, { outcome: 'imported' }>;
type Refused = Extract<ImportReport, { outcome: 'refused' }>;

const number = new Intl.NumberFormat('en-US');
const counted = (count: number, noun: string): string =>
  `${number.format(count)} ${noun}${count === 1 ? '' : 's'}`;

/** What the command was asked for, and where it has listed the faults. */
export interface Circumstances {
  readonly dryRun: boolean;
  readonly elapsedMs: number;
  /** The file with the faults, if one was written. */
  readonly faultsFile: string | null;
  /** Why the file could not be written, if so. */
  readonly notListed?: string | null;
}

/** A summary of an import for the terminal. */
export function importedText(report: Imported, { dryRun, elapsedMs, faultsFile }: Circumstances): string {
  const {
    lines,
    unit,
    kinds,
    skipped,
    warnings,
    warningCount,
    conflicting,
    cutLists,
    cutListCount,
    erasedCount,
    faultyCount,
  } = report;
  const rows = [...kinds].flatMap(([object, { added, updated, unchanged }]) => {
    const counts = [
      added,
      updated,
      unchanged,
      ...(conflicting.size > 0 ? [conflicting.get(object) ?? 0] : []),
    ];
    return counts.some((count) => count > 0)
      ? [[object, ...counts.map((count) => number.format(count))]]
      : [];
  });
  const names = ['', 'new', 'updated', 'unchanged', ...(conflicting.size > 0 ? ['in conflict'] : [])];
  const table = [names, ...rows]
    .map(([object = '', ...counts]) => object.padEnd(20) + counts.map((count) => count.padStart(12)).join(''))
    .join('\n');
  const kindsWhere = (isWanted: (object: string) => boolean) =>
    countedKinds(new Map([...skipped].filter(([object]) => isWanted(object))));
  const forSums = kindsWhere(isReadForSums);
  const others = kindsWhere((object) => !isReadForSums(object));
  const seconds = (elapsedMs / 1000).toFixed(1);
  return [
    table,
    ...(forSums === '' ? [] : [`Read only for what went back of them: ${forSums}.`]),
    ...(others === '' ? [] : [`Skipped, because the ledger does not keep these kinds: ${others}.`]),
    ...(warningCount > 0
      ? [
          `${counted(warningCount, 'conflict')} with changes made here since the last import:`,
          ...listed(
            warnings.map((warning) => `${placeOf(warning)}: ${warning.what}.`),
            warningCount,
          ),
        ]
      : []),
    ...(cutListCount > 0
      ? [
          `${counted(cutListCount, 'list')} with more objects than the file has (has_more). Get the rest with starting_after and import it too, unless it is in the file elsewhere:`,
          ...listed(
            cutLists.map((list) => `${placeOf(list)}: ${list.what}.`),
            cutListCount,
          ),
        ]
      : []),
    ...(erasedCount > 0
      ? [`Left people out of ${counted(erasedCount, 'object')}, because they were erased here before.`]
      : []),
    ...(faultyCount > 0
      ? [`Left out ${counted(faultyCount, `faulty ${unit}`)}, with the reasons, in ${faultsFile}.`]
      : []),
    dryRun
      ? `Dry run: nothing was written to the ledger. The numbers are those of an import of ${counted(lines - faultyCount, unit)}, checked in ${seconds} s.`
      : `Imported ${counted(lines - faultyCount, unit)} in ${seconds} s.`,
  ].join('\n');
}

/** Names of kinds with their numbers. */
export const countedKinds = (kinds: ReadonlyMap<string, number>): string =>
  [...kinds].map(([object, count]) => `${object} (${number.format(count)})`).join(', ');

/** Whether the ledger keeps no object of a kind, but what an object says went back of it (rules, section 3). */
export const isReadForSums = (object: string): boolean =>
  object === 'transfer' || object === 'application_fee';

/** Why nothing was imported, with the lines to fix. */
export function refusedText(
  name: string,
  { faults, faultCount }: Refused,
  { dryRun, faultsFile, notListed }: Circumstances,
): string {
  return [
    `${name} has ${counted(faultCount, 'fault')}, so ${dryRun ? 'nothing would be imported' : 'nothing was imported'}:`,
    ...listed(
      faults.map((fault) => `${placeOf(fault)}: ${fault.why}.`),
      faultCount,
    ),
    ...(faultsFile === null ? [] : [`All of them are listed in ${faultsFile}.`]),
    ...(notListed ? [notListed] : []),
    `${faults.some(({ file }) => file) ? 'Fix the files and import them' : 'Fix the file and import it'} again, or add --skip-faulty to import the rest.`,
  ].join('\n');
}

const placeOf = ({ line, object, file }: Place): string =>
  `${file ? `${file}, line` : 'Line'} ${line}${object === null ? '' : ` (object ${object})`}`;

/** The first of several lines, and how many more there are. */
const listed = (lines: readonly string[], all: number): string[] => [
  ...lines.map((line) => `  ${line}`),
  ...(all > lines.length ? [`  … and ${number.format(all - lines.length)} more.`] : []),
];

/** The progress of an import, on one line. */
export function progressText({ step, what, lines, unit }: ImportProgress, elapsedMs: number): string {
  const time = `${number.format(Math.floor(elapsedMs / 1000))} s`;
  if (step === 'waiting') return `Waiting for the ledger, or for another import to end, ${time}`;
  const now =
    step === 'reading'
      ? `${number.format(Math.round(lines / (elapsedMs / 1000)))} per second`
      : [step, what].filter(Boolean).join(' ');
  return `${counted(lines, unit)}, ${now}, ${time}`;
}
