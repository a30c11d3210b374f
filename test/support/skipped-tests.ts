import type { Reporter, TestCase, TestModule, Vitest } from 'vitest/node';

/** A test that did not run. */
export interface Skipped {
  readonly project: string;
  readonly tags: readonly string[];
  /** What the test itself gave as the reason. */
  readonly note: string | undefined;
}

const ON_A_SERVER = 'need a server. The project postgresql runs them.';

/**
 * Why a test did not run, and which command runs it.
 *
 * @param tagsFilter what the run was given with `--tags-filter`
 */
function reasonFor({ project, tags, note }: Skipped, tagsFilter: string): string {
  if (tagsFilter === '!long' && tags.includes('long')) return 'take seconds each: npm run test:long';
  if (tagsFilter === 'long' && !tags.includes('long')) return 'are not among the slow ones: npm test';
  if (note !== undefined) return `say: ${note}`;
  return project === 'embedded' ? ON_A_SERVER : 'were not chosen, or are marked with runIf or skip.';
}

/** One line for each reason, with the number of its tests. */
export function skippedLines(tests: readonly Skipped[], tagsFilter: string): string[] {
  const counts = new Map<string, number>();
  for (const test of tests) {
    const reason = reasonFor(test, tagsFilter);
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return Array.from(counts, ([reason, count]) => `${String(count).padStart(6)} ${reason}`);
}

/** Tells after a run which tests it left out, with the reason and the command that runs them. */
export class SkippedTests implements Reporter {
  #tagsFilter = '';

  onInit({ config }: Vitest): void {
    this.#tagsFilter = config.tagsFilter?.join(' ') ?? '';
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    const skipped = modules.flatMap(({ children }) => [...children.allTests('skipped')].map(skippedOf));
    const lines = skippedLines(skipped, this.#tagsFilter);
    if (lines.length > 0) console.info(['Tests that did not run:', ...lines].join('\n'));
  }
}

function skippedOf(test: TestCase): Skipped {
  const result = test.result();
  const note = result.state === 'skipped' ? result.note : undefined;
  return { project: test.project.name, tags: test.tags, note };
}
