import { accessesOf, type ExplainedStatement, shapeOf } from '../../assurance/plans/explained.js';
import { FEW_ROWS } from '../../assurance/plans/verb-faults.js';
import { allWorkloads, type Workload, workloads } from '../workloads.js';

/** The statements of each workload, by the size of the ledger. */
export type PlansBySize = ReadonlyMap<string, ReadonlyMap<Workload, readonly ExplainedStatement[]>>;

/** Enough to recognize a statement. */
const TEXT_CHARACTERS = 160;

/** The shapes of each statement's plans at each size, as a Markdown page that begins with what is wrong. */
export function writePlansPage(plans: PlansBySize): string {
  const sections = allWorkloads.map((workload) => ({ workload, shapes: shapesOf(plans, workload) }));
  const differing = sections.reduce(
    (sum, { shapes }) => sum + [...shapes.values()].filter((bySize) => differs(bySize)).length,
    0,
  );
  const scans = scansOf(plans, (rows) => rows > FEW_ROWS);
  const small = scansOf(plans, (rows) => rows <= FEW_ROWS);
  const sizes = [...plans.keys()].join(', ');
  return `${[
    '# The plans of the statements by the size of the ledger',
    `Ledgers of ${sizes}, analyzed. Each statement that the gateway sends, and each inside a function or a trigger, with the steps of its plan.`,
    differing === 0
      ? 'Every statement has the same plan at every size.'
      : `**${differing} statements have other plans at other sizes.** They are marked below.`,
    scans.length === 0
      ? `No statement reads all of a table with more than ${FEW_ROWS} rows.`
      : `**SEQUENTIAL SCANS of whole tables:**\n\n${listOf(scans)}`,
    ...(small.length > 0 ? [`Whole tables of at most ${FEW_ROWS} rows:\n\n${listOf(small)}`] : []),
    'The claims of due tasks and the look at API keys are not of a request. They run in the background meanwhile.',
    ...sections.flatMap(({ workload, shapes }) => [
      `## ${workload}, ${workloads[workload]}`,
      ...[...shapes].map(([text, bySize]) => describeStatement(text, bySize)),
    ]),
  ].join('\n\n')}\n`;
}

/** The shapes of a statement's plans by size. A statement may have several, as it is planned for its values at first. */
type BySize = ReadonlyMap<string, string>;

function shapesOf(plans: PlansBySize, workload: Workload): ReadonlyMap<string, BySize> {
  const shapes = new Map<string, Map<string, Set<string>>>();
  for (const [size, byWorkload] of plans)
    for (const { text, plan } of byWorkload.get(workload) ?? []) {
      const bySize = shapes.get(text) ?? new Map<string, Set<string>>();
      shapes.set(text, bySize.set(size, (bySize.get(size) ?? new Set()).add(shapeOf(plan))));
    }
  return new Map(
    [...shapes].map(([text, bySize]) => [
      text,
      new Map([...bySize].map(([size, some]) => [size, [...some].sort().join('\nor ')])),
    ]),
  );
}

const differs = (bySize: BySize): boolean => new Set(bySize.values()).size > 1;

function describeStatement(text: string, bySize: BySize): string {
  const sizesOf = new Map<string, string[]>();
  for (const [size, shape] of bySize) sizesOf.set(shape, [...(sizesOf.get(shape) ?? []), size]);
  const lines = [...sizesOf].map(([shape, some]) => `${some.join(', ')}:\n\n\`\`\`\n${shape}\n\`\`\``);
  return [
    `\`${shortened(text)}\``,
    ...(differs(bySize) ? ['**The plan is not the same at every size.**'] : []),
    ...lines,
  ].join('\n\n');
}

/** Each table that a statement reads from the start to the end, with the statement and the sizes. */
function scansOf(plans: PlansBySize, isMeant: (rows: number) => boolean): readonly string[] {
  const scans = new Map<string, Set<string>>();
  for (const [size, byWorkload] of plans)
    for (const { text, plan } of [...byWorkload.values()].flat())
      for (const { table, index, rows } of accessesOf(plan))
        if (index === null && isMeant(rows)) {
          const scan = `\`${table}\` by \`${shortened(text)}\``;
          scans.set(scan, (scans.get(scan) ?? new Set()).add(size));
        }
  return [...scans].map(([scan, sizes]) => `${scan}, at ${[...sizes].join(' and ')}`);
}

const listOf = (lines: readonly string[]): string => lines.map((line) => `- ${line}`).join('\n');

const shortened = (text: string): string =>
  text.length > TEXT_CHARACTERS ? `${text.slice(0, TEXT_CHARACTERS)} …` : text;
