/** A step of a plan, as EXPLAIN (FORMAT JSON) writes it. */
export interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Join Type'?: string;
  readonly Operation?: string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Index Cond'?: string;
  /** A function, or the name of a subquery or of a trigger's rows. */
  readonly 'Function Name'?: string;
  readonly 'Actual Rows'?: number;
  readonly 'Actual Loops'?: number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Index Recheck'?: number;
  readonly Plans?: readonly PlanNode[];
}

/** A statement that PostgreSQL ran, with its plan. */
export interface ExplainedStatement {
  readonly text: string;
  readonly plan: PlanNode;
  /** How long it ran, with the statements inside it. Explaining takes some of this time. */
  readonly ms: number;
}

/**
 * The settings with which a server explains every statement that it runs, also those inside functions and triggers.
 *
 * @param level `notice` sends the plans to the client, `log` writes them to the server's log
 */
export const explaining = (level: 'notice' | 'log'): Readonly<Record<string, string>> => ({
  session_preload_libraries: 'auto_explain',
  'auto_explain.log_min_duration': '0',
  'auto_explain.log_nested_statements': 'on',
  'auto_explain.log_analyze': 'on',
  'auto_explain.log_timing': 'off',
  'auto_explain.log_format': 'json',
  'auto_explain.log_level': level,
});

/** The statement of a message by auto_explain; null if it is another message. */
export function readExplained(message: string): ExplainedStatement | null {
  const [, ms, json] = /^duration: ([\d.]+) ms {2}plan:\n(.*)$/s.exec(message) ?? [];
  if (json === undefined) return null;
  const read = JSON.parse(json) as { readonly 'Query Text': string; readonly Plan: PlanNode };
  return { text: read['Query Text'].replace(/\s+/g, ' ').trim(), plan: read.Plan, ms: Number(ms) };
}

/** How a plan finds rows of a table. */
export interface Access {
  readonly table: string;
  /** Null if all rows of the table are read. */
  readonly index: string | null;
  /** Whether a condition limits what is read of the index. Otherwise it is read in its order, until there is enough. */
  readonly isLimited: boolean;
  /** How many rows were looked at, as far as PostgreSQL counted them. */
  readonly rows: number;
}

/** All places where a plan reads a table. */
export function accessesOf(plan: PlanNode, table = ''): Access[] {
  const own = plan['Relation Name'] ?? table;
  const nested = (plan.Plans ?? []).flatMap((each) =>
    accessesOf(each, plan['Node Type'] === 'Bitmap Heap Scan' ? own : table),
  );
  const index = plan['Index Name'];
  if (index === undefined && plan['Node Type'] !== 'Seq Scan') return nested;
  const isLimited = plan['Index Cond'] !== undefined;
  return [{ table: own, index: index ?? null, isLimited, rows: rowsOf(plan) }, ...nested];
}

/** `charge by charge_pkey`, `refund by refund_created_id_idx in its order`, `all of charge`. */
export const describeAccess = ({ table, index, isLimited }: Access): string =>
  index === null ? `all of ${table}` : `${table} by ${index}${isLimited ? '' : ' in its order'}`;

const rowsOf = (node: PlanNode): number =>
  (node['Actual Loops'] ?? 1) *
  ((node['Actual Rows'] ?? 0) +
    (node['Rows Removed by Filter'] ?? 0) +
    (node['Rows Removed by Index Recheck'] ?? 0));

/** A plan in one line: its steps with the names of indexes, without costs. */
export function shapeOf(plan: PlanNode): string {
  const { 'Node Type': type, 'Join Type': join, Operation: operation } = plan;
  const name = plan['Index Name'] ?? plan['Relation Name'] ?? plan['Function Name'];
  const words = [join === undefined || join === 'Inner' ? '' : join, operation ?? type, name ?? ''];
  const inner = (plan.Plans ?? []).map(shapeOf).join(', ');
  return `${words.filter((word) => word !== '').join(' ')}${inner === '' ? '' : ` (${inner})`}`;
}
