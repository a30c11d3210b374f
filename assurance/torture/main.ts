import { Finding, runProgram } from '../program.js';
import { showProgress } from '../progress.js';
import { optionNames, readOptions, USAGE } from './options.js';
import { describeViolation, progressLine, tables } from './report.js';
import { torture } from './run.js';

const SHOWN_VIOLATIONS = 3;

await runProgram(USAGE, optionNames, async (given) => {
  const options = readOptions(given);
  console.info(
    `Seed ${options.seed}, ${options.operations} operations, ${options.clients} clients, ${options.kinds.length} kinds of fault`,
  );
  const interrupted = new AbortController();
  process.once('SIGINT', () => interrupted.abort());
  const progress = showProgress();
  const world = await torture({
    ...options,
    stop: interrupted.signal,
    onProgress: (world) => progress.show(progressLine(world)),
  }).finally(progress.clear);
  console.info(`\n${progressLine(world)}\n\n${tables(world, options.leftOut)}`);
  const found = world.violations;
  for (const violation of found.slice(0, SHOWN_VIOLATIONS))
    console.error(`\n${await describeViolation(world, violation)}`);
  for (const slot of found.length > 0 ? world.gateways : [])
    console.error(`\nThe log of gateway ${slot.number}:\n${slot.log()}`);
  await world.history.close(found.length > 0);
  if (found.length > 0)
    throw new Finding(`\nSeed ${options.seed} broke a promise. The whole history: ${world.history.file}`);
});
