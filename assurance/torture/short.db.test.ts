import { expect, inject, test } from 'vitest';
import { faultKinds } from './nemesis/nemesis.js';
import { describeViolation, tables } from './report.js';
import { torture } from './run.js';

const FAULTS = 3;
/** Tests run on machines whose cores are all busy: the run judges what is done, not how fast. */
const SLOWNESS = 8;
/** The gateway notices this fault only after a time longer than the whole run. */
const TOO_LONG = 'connections lost without a word';
/** Enough to start two gateways, and to restart each killed one, while all cores are busy. */
const TIMEOUT_MS = 300_000;
const template = inject('template');

test.runIf(template.kind === 'postgresql')(
  'two processes keep the promises while processes are killed, sockets are cut and the network breaks',
  { tags: ['long'], timeout: TIMEOUT_MS },
  async () => {
    const seed = Math.floor(Math.random() * 2 ** 31);
    const world = await torture({
      seed,
      operations: Number.POSITIVE_INFINITY,
      durationMs: Number.POSITIVE_INFINITY,
      faults: FAULTS,
      slowness: SLOWNESS,
      clients: 4,
      kinds: faultKinds.filter(
        ({ name, place }) => (place === 'process' || place === 'proxy') && name !== TOO_LONG,
      ),
      cutsSockets: true,
      url: template.kind === 'postgresql' ? template.url : null,
      calmMs: { least: 50, most: 300 },
      settled: false,
      sabotage: null,
    });
    const [first] = world.violations;
    const told = first && (await describeViolation(world, first));
    await world.history.close(world.violations.length > 0);
    expect(told, `Seed ${seed}\n${tables(world, [])}`).toBeUndefined();
    expect(world.faults.all.length).toBeGreaterThanOrEqual(FAULTS);
    expect(world.checks.get('create')).toBeGreaterThan(0);
  },
);
