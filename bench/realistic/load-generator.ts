import { openLoop } from '../load/open-loop.js';
import type { LoadPlan, LoadReport } from './load-plan.js';
import { post } from './post.js';
import { Traffic } from './traffic.js';

// The load generator of the realistic run, in a process of its own, so that nothing else of the run delays it.

const plan = JSON.parse(process.argv[2] ?? '') as LoadPlan;
const traffic = new Traffic(plan.sizes, plan.deskCharges, plan.vocabulary, plan.run, plan.seed);

const result = await openLoop(
  () => {
    const { kind, body, expect } = traffic.next();
    return { kind, send: async () => expect(await post(plan.url, body)) };
  },
  plan.perSecond,
  plan.seconds,
  plan.warmUpSeconds,
);
const report: LoadReport = { ...result, created: traffic.created, canceled: traffic.canceled };
console.log(JSON.stringify(report));
// Idle connections would keep the process for a while.
process.exit(0);
