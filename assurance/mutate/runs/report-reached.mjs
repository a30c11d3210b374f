// Loaded before a program of the build that a test starts: writes which mutants the program has reached, now and then
// and at its end, because tests kill most programs.
import { appendFileSync } from 'node:fs';

const INTERVAL_MS = 200;
const file = process.env['MUTATE_COVERAGE_FILE'];
let written = 0;

function report() {
  const reached = globalThis.__stryker__?.mutantCoverage?.static ?? {};
  const count = Object.keys(reached).length;
  if (count > written) appendFileSync(file, `${JSON.stringify(reached)}\n`);
  written = count;
}

if (file !== undefined) {
  setInterval(report, INTERVAL_MS).unref();
  process.on('exit', report);
}
