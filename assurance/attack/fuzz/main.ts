import { REQUEST_LIMITS } from '../../../src/graphql/limits/request-limits.js';
import { schema } from '../../../src/graphql/schema.js';
import { anySeed, Finding, runProgram, wholeNumber } from '../../program.js';
import { showProgress } from '../../progress.js';
import { caseOf } from './cases.js';
import { GatewayLost, MeasuredGateway } from './child.js';
import { search } from './search.js';

const DEFAULT_SECONDS = 120;
/** A document in a finding is cut there. `--seed` and `--cases 1` repeat it whole. */
const SHOWN_CHARACTERS = 600;

const USAGE = `npm run fuzz -- [--seconds N] [--seed N] [--cases N]
Lets random requests of the schema grow in many ways, each up to the largest body. Fails if the time or the memory of a
request more than triples when the request doubles, and if an answer is not coded or not small.
  --seconds how long to start new cases (default ${DEFAULT_SECONDS}); the last one ends later
  --seed    the seed of the first case (default: random); the next case has the next seed
  --cases   how many cases to run at most`;

await runProgram(USAGE, ['seconds', 'seed', 'cases'], async (given) => {
  const seconds = wholeNumber('seconds', given.seconds, DEFAULT_SECONDS);
  const first = wholeNumber('seed', given.seed, anySeed());
  const cases = wholeNumber('cases', given.cases, Number.MAX_SAFE_INTEGER);
  console.info(`Seed ${first}`);
  const gateway = new MeasuredGateway();
  const rows = new Map<string, Row>();
  const findings: string[] = [];
  const progress = showProgress();
  const ids = await gateway.ids();
  const endMs = performance.now() + seconds * 1000;
  let seed = first;
  try {
    for (; seed < first + cases && performance.now() < endMs; seed++) {
      const fuzzed = caseOf(schema, ids, seed);
      progress.show(`${seed - first} cases, ${findings.length} findings; seed ${seed}: ${fuzzed.name}`);
      let lastBody = '';
      const report = (what: string, body: string) => {
        progress.clear();
        const finding = `Seed ${seed}, ${fuzzed.name}: ${what}\n  ${body.slice(0, SHOWN_CHARACTERS)}`;
        findings.push(finding);
        console.info(finding);
      };
      try {
        const { slowest, suspicions } = await search(fuzzed, REQUEST_LIMITS.maxBodyBytes, (measurement) => {
          lastBody = measurement.body;
          return gateway.measure(measurement);
        });
        for (const { what, body } of suspicions) report(what, body);
        for (const name of fuzzed.name.split(' + ')) {
          const row = rows.get(name) ?? { cases: 0, 'slowest ms': 0, repeated: 0, seed, answer: '' };
          row.cases++;
          if (slowest.cpuMs > row['slowest ms'])
            Object.assign(row, {
              'slowest ms': Math.round(slowest.cpuMs),
              repeated: slowest.size,
              seed,
              answer: slowest.codes.join(' ') || 'answered',
            });
          rows.set(name, row);
        }
      } catch (error) {
        if (!(error instanceof GatewayLost)) throw error;
        report(error.message, lastBody);
      }
    }
  } finally {
    progress.clear();
    gateway.stop();
  }
  console.info('For each way to grow, its slowest request:');
  console.table(
    Object.fromEntries([...rows].sort(([, one], [, other]) => other['slowest ms'] - one['slowest ms'])),
  );
  if (findings.length > 0)
    throw new Finding(`${findings.length} findings in ${seed - first} cases from seed ${first}`);
  console.info(`No finding in ${seed - first} cases.`);
});

/** What the cases of one operator took. */
interface Row {
  cases: number;
  'slowest ms': number;
  /** How often the slowest request has what grows. The columns that follow are about this request too. */
  repeated: number;
  seed: number;
  answer: string;
}
