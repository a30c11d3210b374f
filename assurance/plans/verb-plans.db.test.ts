import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { createDatabase, type ServerDatabase } from '../../test/support/databases/server-database.js';
import { type ExplainedStatement, shapeOf } from './explained.js';
import { type ExplainedDatabase, openExplained } from './open-explained.js';
import { verbCases } from './verb-cases.js';
import { faultsOf, scansOf, waysInto, withOneReplacement } from './verb-faults.js';
import { fillLedger } from './verb-rows.js';
import { VerbWorld } from './verb-world.js';

/** How many charges a ledger has, and when PostgreSQL learned about its tables. */
const ledgers = [
  { title: 'a few charges', charges: 40, analyzed: 'never' },
  { title: '2,000 charges without statistics', charges: 2_000, analyzed: 'never' },
  { title: '2,000 charges with statistics', charges: 2_000, analyzed: 'filled' },
  { title: '2,000 charges with the statistics of empty tables', charges: 2_000, analyzed: 'empty' },
  { title: '20,000 charges with statistics', charges: 20_000, analyzed: 'filled' },
] as const;
const FEWEST = 2_000;

/** The first plan of each statement. Every ledger has the same. */
const plans = new Map<string, string>();
function firstPlanOf(statement: ExplainedStatement): string {
  const first = plans.get(statement.text) ?? planOf(statement);
  plans.set(statement.text, first);
  return first;
}
const planOf = ({ text, plan }: ExplainedStatement): string =>
  `${text.slice(0, 120)}: ${withOneReplacement(shapeOf(plan))}`;

const template = inject('template');
let copy: ServerDatabase;
beforeAll(async () => {
  if (template.kind === 'postgresql') copy = await createDatabase(template.url, 'plans', template.name);
});
afterAll(() => copy?.drop());

describe.runIf(template.kind === 'postgresql')('growth', { tags: ['long'] }, () => {
  describe.each(ledgers)('in a ledger of $title', ({ charges, analyzed }) => {
    beforeAll(() => fillLedger(copy.url, charges, analyzed));

    describe.each(['force_custom_plan', 'force_generic_plan'] as const)('with %s', (mode) => {
      let explained: ExplainedDatabase;
      let world: VerbWorld;
      beforeAll(async () => {
        explained = await openExplained(copy.url, mode);
        world = new VerbWorld(explained.database, charges);
      });
      afterAll(() => explained?.close());

      test.each(verbCases)('$title: rows are found by the same indexes', async ({ prepare, run, by }) => {
        await prepare?.(world);
        const statements = await explained.explain(() => run(world));
        expect(statements).not.toEqual([]);
        expect(statements.flatMap(faultsOf)).toEqual([]);
        const byIndexOnly = statements.filter((statement) => statement.isByIndexOnly);
        expect(byIndexOnly.flatMap(scansOf)).toEqual([]);
        expect(byIndexOnly.map(planOf)).toEqual(byIndexOnly.map(firstPlanOf));
        if (charges < FEWEST) return;
        expect(waysInto(statements).filter((way) => !by.includes(way))).toEqual([]);
        expect(waysInto(statements).length > 0).toBe(by.length > 0);
      });
    });
  });
});
