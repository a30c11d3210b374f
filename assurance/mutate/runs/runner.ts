// Runs test files in the copy of the project, again and again, for a program that sends it requests.
//
// Vitest stays loaded between the requests, with its transformed modules and the database that the tests copy. The
// tests of each request get a new process.
import { inspect } from 'node:util';
import { createVitest, type TestModule, type TestSequencer, type Vitest } from 'vitest/node';
import { ACTIVE_MUTANT, COVERAGE_FILE, HIT_LIMIT, type RunRequest, type RunResult } from './messages.js';

/** As `npm test` does: most code of a test runs once. */
const EXEC_ARGV = ['--no-opt', '--liftoff-only', '--max-semi-space-size=32'];

/** Runs the files in the order of the request: the nearest first, because it is the likeliest to notice the mutant. */
class AsRequested implements TestSequencer {
  sort: TestSequencer['sort'] = (files) => files;
  shard: TestSequencer['shard'] = (files) => files;
}

/** The programs of the build tell what they reach, because they end without a hook of Vitest. */
const REPORT_REACHED = `--import=${new URL('report-reached.mjs', import.meta.url).href}`;

/** Environment variables are inherited by the process of the tests, and reach the programs that tests start. */
function setEnvironment({ mutant, hitLimit, coverageFile }: RunRequest): void {
  const programs = {
    ...(mutant !== undefined && { [ACTIVE_MUTANT]: mutant }),
    ...(coverageFile !== undefined && { [COVERAGE_FILE]: coverageFile, NODE_OPTIONS: REPORT_REACHED }),
  };
  const variables = {
    [ACTIVE_MUTANT]: mutant,
    [HIT_LIMIT]: hitLimit?.toString(),
    [COVERAGE_FILE]: coverageFile,
    PROGRAMS_ENVIRONMENT: JSON.stringify(programs),
  };
  for (const [name, value] of Object.entries(variables))
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
}

async function openVitest(): Promise<Vitest> {
  const vitest = await createVitest('test', {
    watch: false,
    bail: 1,
    maxWorkers: 1,
    reporters: [{}],
    sequence: { sequencer: AsRequested },
    silent: true,
    execArgv: EXEC_ARGV,
    coverage: { enabled: false },
  });
  for (const project of vitest.projects)
    project.config.setupFiles = ['assurance/mutate/runs/setup.ts', ...project.config.setupFiles];
  return vitest;
}

async function run(vitest: Vitest, request: RunRequest): Promise<RunResult> {
  setEnvironment(request);
  // The results of the last run would be counted again.
  vitest.state.filesMap.clear();
  const specifications = request.files.map(({ file, project: name }) => {
    const project = vitest.projects.find((one) => one.name === name);
    if (!project) throw new Error(`vitest.config.ts has no project ${name}`);
    return project.createSpecification(`${process.cwd()}/${file}`);
  });
  const startMs = performance.now();
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications(specifications);
  const failure = testModules.map(failureOf).find((text) => text !== null) ?? null;
  const outside = unhandledErrors.map((error) => `outside of tests: ${messageOf(error)}`).at(0) ?? null;
  return {
    passed: failure === null && outside === null,
    failure: failure ?? outside,
    tests: testModules.reduce((sum, module) => sum + [...module.children.allTests('passed')].length, 0),
    ms: performance.now() - startMs,
  };
}

/** The errors that Vitest has caught outside of tests are objects without a prototype. */
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : inspect(error));

/** The first failed test of a file, or why the file itself has failed. */
function failureOf(module: TestModule): string | null {
  for (const test of module.children.allTests('failed'))
    return `${module.relativeModuleId}: ${test.fullName}`;
  const [error] = module.errors();
  if (error) return `${module.relativeModuleId}: ${error.message}`;
  for (const suite of module.children.allSuites())
    for (const { message } of suite.errors())
      return `${module.relativeModuleId}: ${suite.fullName}: ${message}`;
  return null;
}

const vitest = await openVitest();
process.on('message', (request: RunRequest) => {
  run(vitest, request).then(
    (result) => process.send?.(result),
    (error: unknown) => process.send?.({ error: messageOf(error) }),
  );
});
// The program that started the runner has ended.
process.on('disconnect', () => process.exit());
process.send?.({ ready: true });
