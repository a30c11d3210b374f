import { availableParallelism } from 'node:os';
import path from 'node:path';
import { showProgress } from '../progress.js';
import { atEnd } from './at-end.js';
import { Baselines } from './baselines.js';
import type { Bench, Court } from './court.js';
import type { Equivalents } from './equivalents.js';
import { judge } from './judge.js';
import type { Placed } from './mutant.js';
import { describe, progressText, testsText } from './progress-text.js';
import type { Project } from './project.js';
import { fingerprint, type Judged, type Result, type Results, type Verdict } from './results.js';
import { openBench } from './runs/open-bench.js';
import { createSandbox } from './sandbox.js';
import { QUICK, THOROUGH } from './try-mutant.js';
import { openCompiler } from './typescript/compiler.js';

/** The progress is shown at least so often. */
const PROGRESS_MS = 10_000;

/** What earlier runs and the list of equivalents say of a mutant. */
export function knownOutcome(
  mutant: Placed,
  project: Project,
  results: Results,
  equivalents: Equivalents,
  thorough = false,
): Judged | null {
  const reason = equivalents.reasonFor(mutant);
  if (reason !== undefined) return { mutant, outcome: 'equivalent', by: reason };
  const known = results.known(mutant.key, ...fingerprintsOf(mutant, project), thorough);
  return known ? { mutant, outcome: known.outcome, by: known.by } : null;
}

/** Fingerprints of the mutant's file and of the whole project. */
const fingerprintsOf = ({ file }: Placed, project: Project) =>
  [fingerprint([project.contentOf(file)]), project.fingerprint] as const;

/**
 * Judges mutants, several at a time, and keeps each result as soon as it is known.
 *
 * @param thorough whether all tests run that reach a mutant, instead of the nearest
 */
export async function judgeAll(
  mutants: readonly Placed[],
  project: Project,
  results: Results,
  folder: string,
  thorough: boolean,
): Promise<Judged[]> {
  if (mutants.length === 0) return [];
  const sandbox = createSandbox(project.root);
  atEnd(() => sandbox.remove());
  // After an error that nobody caught, too.
  process.once('exit', () => sandbox.remove());
  for (const { name, content } of project.instrumented) sandbox.write(name, content);
  sandbox.build();
  const compiler = openCompiler(project.root, project.imports);
  atEnd(() => compiler.close());
  const baselines = new Baselines(path.join(folder, 'baselines.jsonl'), project.fingerprintWith);
  const noticing = new Map<string, string[]>();
  const court: Court = {
    ...{ directory: sandbox.directory, compiler, baselines, contentOf: project.contentOf },
    effort: thorough ? THOROUGH : QUICK,
    testsFor(mutant) {
      // What noticed another mutant of the file is likely to notice this one.
      const before = noticing.get(mutant.object ?? mutant.file) ?? [];
      const tests = project.testsFor(mutant);
      const isFirst = ({ file }: { file: string }) => before.includes(file);
      return mutant.kind === 'sql'
        ? [...tests.filter(isFirst), ...tests.filter((test) => !isFirst(test))]
        : tests;
    },
    otherTests: project.otherTests,
  };
  const queue = [...mutants];
  const judged: Judged[] = [];
  const progress = showProgress();
  const startMs = performance.now();
  /** What each worker tries now, and with which tests. */
  const tried = new Map<Placed, string>();
  const show = () => progress.show(progressText(judged, mutants.length, tried, performance.now() - startMs));
  // A mutant that no test notices takes minutes.
  const ticks = setInterval(show, PROGRESS_MS);
  const work = async () => {
    let current: Placed | undefined;
    const bench = await openBench(sandbox.directory, (request) => {
      if (current) tried.set(current, testsText(request));
    });
    for (let mutant = queue.shift(); mutant; mutant = queue.shift()) {
      const mutantMs = performance.now();
      current = mutant;
      tried.set(mutant, '');
      const { outcome, by } = await judgeAgainIfBroken(mutant, court, bench);
      const [file, whole] = fingerprintsOf(mutant, project);
      const ms = Math.round(performance.now() - mutantMs);
      results.keep({ key: mutant.key, outcome, by, ms, file, project: whole, thorough } satisfies Result);
      judged.push({ mutant, outcome, by });
      tried.delete(mutant);
      const [test] = by?.split(':') ?? [];
      const place = mutant.object ?? mutant.file;
      if (outcome === 'noticed' && test) noticing.set(place, [test, ...(noticing.get(place) ?? [])]);
      if (outcome === 'survived' || outcome === 'unreached') {
        progress.clear();
        console.info(`${outcome}: ${describe(mutant)}`);
      }
      show();
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(availableParallelism(), mutants.length) }, work));
  } finally {
    clearInterval(ticks);
    progress.clear();
  }
  return judged;
}

/** The process of the tests may end for a reason of its own, such as too little memory. Then a new one tries once more. */
async function judgeAgainIfBroken(mutant: Placed, court: Court, bench: Bench): Promise<Verdict> {
  try {
    return await judge(mutant, court, bench);
  } catch {
    await bench.runner.stop();
    return judge(mutant, court, bench);
  }
}
