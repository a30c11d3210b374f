import { Finding, runProgram, wholeNumber } from '../program.js';
import { describeVerdicts, head, row } from './report.js';
import { samplesOf } from './samples.js';
import { soak } from './soak.js';
import { verdictsOf } from './verdicts.js';

const DEFAULT_REQUESTS = 1_000_000;
const SHOWN_SAMPLES = 25;
/** The exit code of a shell after Ctrl-C. */
const INTERRUPTED = 130;

const USAGE = `npm run soak -- [--requests N]
Sends requests to a gateway in a process of its own, on a PostgreSQL server of its own, and fails if memory grows. Every
request has something that no other has: a document, values, a caller, an address, a locale, a key. A million requests
take about a quarter of an hour on two cores; leave the machine alone meanwhile, since the lag is judged. Fewer than
200,000 tell little: at 60,000, a leak of 100 bytes a request is noise. Needs Linux and PostgreSQL's server.
  --requests  how many requests to send once all caches are full (default ${DEFAULT_REQUESTS})`;

// Ctrl-C ends the gateway and the server as well, which happens at the exit.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(INTERRUPTED));

await runProgram(USAGE, ['requests'], async (given) => {
  const requests = wholeNumber('requests', given.requests, DEFAULT_REQUESTS);
  const showEvery = Math.ceil(samplesOf(requests) / SHOWN_SAMPLES);
  console.info(`${requests} requests\n${head}`);
  const { samples, tally } = await soak(requests, (sample, number) => {
    if (number % showEvery === 0) console.info(row(sample));
  });
  console.info('\nAnswers by status, where 0 is a connection that the client cut:');
  console.table(tally);
  console.table(samples.at(-1)?.caches);
  const verdicts = verdictsOf(samples);
  console.info(describeVerdicts(verdicts));
  const broken = verdicts.filter(({ holds }) => !holds);
  if (broken.length > 0) throw new Finding(`Not flat: ${broken.map(({ what }) => what).join('; ')}`);
});
