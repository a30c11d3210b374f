import { readOptions } from './options.js';
import { describeViolation, progressLine, tables } from './report.js';
import { torture } from './run.js';

/** Without a terminal that a line can be written over. */
const LINE_INTERVAL_S = 10;
const SHOWN_VIOLATIONS = 3;

const options = readOptions(process.argv.slice(2));
console.info(
  `Seed ${options.seed}, ${options.operations} operations, ${options.clients} clients, ${options.kinds.length} kinds of fault`,
);
const interrupted = new AbortController();
process.once('SIGINT', () => interrupted.abort());
let seconds = 0;
const world = await torture({
  ...options,
  stop: interrupted.signal,
  onProgress: (of) => {
    if (process.stdout.isTTY) process.stdout.write(`\r${progressLine(of)}`);
    else if (++seconds % LINE_INTERVAL_S === 0) console.info(progressLine(of));
  },
});
console.info(`\n${progressLine(world)}\n\n${tables(world, options.leftOut)}`);
const found = world.violations;
for (const violation of found.slice(0, SHOWN_VIOLATIONS))
  console.error(`\n${await describeViolation(world, violation)}`);
if (found.length > 0) {
  for (const slot of world.gateways) console.error(`\nThe log of gateway ${slot.number}:\n${slot.log()}`);
  console.error(`\nThe whole history: ${world.history.file}`);
}
await world.history.close(found.length > 0);
process.exitCode = found.length > 0 ? 1 : 0;
