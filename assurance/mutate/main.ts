import path from 'node:path';
import { packageRoot } from '../../src/process/package-root.js';
import { anySeed, Finding, runProgram, UsageError, wholeNumber } from '../program.js';
import { areaNames, isIn, REST } from './areas.js';
import { cleanUp, cleanUpWhenInterrupted } from './at-end.js';
import { draw } from './draw.js';
import { readEquivalents } from './equivalents.js';
import { describe } from './progress-text.js';
import { readProject } from './project.js';
import { writeReport } from './report.js';
import { type Judged, openResults } from './results.js';
import { judgeAll, knownOutcome } from './run.js';

const DEFAULT_MUTANTS = 300;
/** At least so many of the mutants that count must be noticed. */
const ENOUGH = 0.95;
/** Results of earlier runs. Git ignores the folder. */
const FOLDER = path.join(packageRoot, '.mutate');

const USAGE = `npm run mutate -- [--seed N] [--mutants N] [--only AREA] [--files PATH] [--all] [--thorough] [--fresh] [--page]
Makes small mistakes in the code and in the schema of the database, one at a time, and tells which of them no test
notices. The sources are changed in a copy only. Needs PostgreSQL's programs, or takes those of an npm package. Results
are kept in .mutate/, so that an interrupted run goes on where it stopped.
Fails if less than ${ENOUGH * 100} % of the mutants that count are noticed.
  --seed    repeats a draw (default: random)
  --mutants how many mutants to draw (default ${DEFAULT_MUTANTS}): one half from the named areas, one from all the rest
  --only    the mutants of one area: ${areaNames.join(', ')}.
            The first seven are the named areas. rest is all the others; the schema, which is a part of it, can be
            tried alone
  --files   the mutants of one file or folder, such as src/http/
  --all     all mutants of the named areas, or of --only or --files, instead of a draw
  --thorough runs all tests that reach a mutant, not only the nearest. A survivor then takes minutes, so draw without
            it first, and repeat the draw with it to judge the survivors
  --fresh   does not use the results of earlier runs
  --page    writes the table of all results of this checkout into docs/mutation.md`;

await runProgram(
  USAGE,
  ['seed', 'mutants', 'only', 'files'],
  async (given, { all, thorough, fresh, page }) => {
    const seed = wholeNumber('seed', given.seed, anySeed());
    const count = wholeNumber('mutants', given.mutants, DEFAULT_MUTANTS);
    const { only, files } = given;
    if (only !== undefined && !areaNames.includes(only))
      throw new UsageError(`--only must be one of ${areaNames.join(', ')}, not '${only}'`);
    const startMs = performance.now();
    cleanUpWhenInterrupted();
    console.info(`Seed ${seed}. Making the mutants …`);
    const project = await readProject(packageRoot);
    const equivalents = readEquivalents(new URL('equivalents.json', import.meta.url));
    const eligible = project.mutants.filter(
      ({ file }) =>
        (only === undefined || isIn(only, file)) && (files === undefined || file.startsWith(files)),
    );
    const isDrawnFromAll = only === undefined && files === undefined;
    const chosen = all
      ? eligible.filter(({ file }) => !isDrawnFromAll || !isIn(REST, file))
      : draw(eligible, count, seed);
    if (chosen.length === 0) throw new UsageError('There are no mutants there. Is the path one of a source?');
    const results = openResults(path.join(FOLDER, 'results.jsonl'));
    const known = fresh
      ? []
      : chosen.flatMap((mutant) => knownOutcome(mutant, project, results, equivalents, thorough) ?? []);
    const settled = new Set(known.map(({ mutant }) => mutant.key));
    const open = chosen.filter(({ key }) => !settled.has(key));
    console.info(
      `${project.mutants.length} mutants, ${chosen.length} chosen, ${known.length} of them known from earlier runs`,
    );
    try {
      const judged = [...known, ...(await judgeAll(open, project, results, FOLDER, thorough))];
      const stale = equivalents.stale(project.mutants).map(({ file, line }) => `${file}: ${line}`);
      if (page) writeReport(project, results, equivalents);
      conclude(judged, seed, startMs);
      if (stale.length > 0)
        throw new Finding(`equivalents.json names mutants that are gone:\n${stale.join('\n')}`);
    } finally {
      await cleanUp();
    }
  },
  ['all', 'thorough', 'fresh', 'page'],
);

/** @throws Finding if too few mutants were noticed */
function conclude(judged: readonly Judged[], seed: number, startMs: number): void {
  const of = (...outcomes: Judged['outcome'][]) => judged.filter(({ outcome }) => outcomes.includes(outcome));
  const survivors = of('survived', 'unreached');
  const noticed = of('noticed', 'declared').length;
  for (const { mutant, outcome } of survivors) console.info(`${outcome}: ${describe(mutant)}`);
  const counted = noticed + survivors.length;
  const share = counted === 0 ? 1 : noticed / counted;
  console.info(
    `Seed ${seed}: ${judged.length} mutants, ${of('refused').length} refused by the compiler or by PostgreSQL, ${of('equivalent').length} equivalent; of ${counted} others ${noticed} noticed, ${(share * 100).toFixed(1)} %, ${((performance.now() - startMs) / 60_000).toFixed(1)} minutes`,
  );
  if (share < ENOUGH) throw new Finding(`Less than ${ENOUGH * 100} % were noticed.`);
}
