import { execute, parse } from 'graphql';
import type { Pool } from 'pg';
import { ANYBODY } from '../../src/callers/caller.js';
import { setPatience } from '../../src/database/pipeline/watched-client.js';
import type { Statement } from '../../src/database/sql.js';
import { schema } from '../../src/graphql/schema.js';
import type { PlanCase } from './cases.js';

interface Node {
  readonly 'Node Type': string;
  readonly 'Index Name'?: string;
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Index Recheck'?: number;
  readonly Plans?: readonly Node[];
}

/** How PostgreSQL found a page. */
export interface Plan {
  readonly indexes: readonly string[];
  /** The tables that it read from the start to the end. */
  readonly scanned: readonly string[];
  /** The most rows that one step looked at. */
  readonly rows: number;
  readonly ms: number;
}

/** The statement of the page that a case asks for, as the API sends it. */
async function statementOf({ list, filter, orderBy }: PlanCase): Promise<Statement> {
  const sent: Statement[] = [];
  const name = list === 'charges' ? 'Charge' : 'Refund';
  const { errors } = await execute({
    schema,
    document: parse(`query ($filter: ${name}Filter, $orderBy: ${name}Order) {
      ${list}(first: 20, filter: $filter, orderBy: $orderBy) { nodes { id amount created status } } }`),
    variableValues: { filter, orderBy },
    contextValue: {
      database: {
        query: async (statement: Statement) => {
          sent.push(statement);
          return [];
        },
      },
      load: { row: async (_: string, id: string) => ({ id }) },
      scopes: ANYBODY.scopes,
    },
  });
  const [statement] = sent;
  if (!statement || sent.length > 1) throw new Error(`${sent.length} statements: ${errors?.[0]?.message}`);
  return statement;
}

const nodesOf = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

/** Runs the statement of a case and tells how its rows were found. */
export async function planOf(pool: Pool, asked: PlanCase): Promise<Plan> {
  const { text, values } = await statementOf(asked);
  const client = await pool.connect();
  // A connection of the gateway is closed when it was silent for some seconds. A slow plan is to be told.
  setPatience(client, true);
  const { rows } = await client
    .query<{ 'QUERY PLAN': [{ Plan: Node; 'Execution Time': number; 'Planning Time': number }] }>(
      `EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) ${text}`,
      [...values],
    )
    .finally(() => {
      setPatience(client, false);
      client.release();
    });
  const [found] = rows[0]?.['QUERY PLAN'] ?? [];
  if (!found) throw new Error('PostgreSQL gave no plan');
  const nodes = nodesOf(found.Plan);
  const looked = nodes.map(
    (node) =>
      node['Actual Loops'] *
      (node['Actual Rows'] +
        (node['Rows Removed by Filter'] ?? 0) +
        (node['Rows Removed by Index Recheck'] ?? 0)),
  );
  return {
    indexes: [...new Set(nodes.flatMap((node) => node['Index Name'] ?? []))],
    scanned: nodes.flatMap((node) => (node['Node Type'] === 'Seq Scan' ? (node['Relation Name'] ?? []) : [])),
    rows: Math.max(...looked),
    ms: found['Execution Time'] + found['Planning Time'],
  };
}

/** What is wrong with a plan; null if nothing is. */
export function faultOf({ by }: PlanCase, { indexes, scanned }: Plan): string | null {
  // Other tables may be so small that PostgreSQL rather reads them whole.
  const large = scanned.filter((table) => table === 'charge' || table === 'refund');
  if (large.length > 0) return `reads all of ${large.join(' and ')}`;
  if (!by.some((index) => indexes.includes(index)))
    return `uses ${indexes.join(', ') || 'no index'} in place of ${by.join(' or ')}`;
  return null;
}
