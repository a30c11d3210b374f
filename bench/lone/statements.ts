import { explainedDuring, startExplaining, stopExplaining } from '../measure/explain.js';
import { median } from '../measure/median.js';
import { messagesDuring, resetForNewConnections, setForNewConnections } from '../measure/server-log.js';
import type { Load } from '../measure/wrk.js';
import { type Asks, racer, type Stage, start } from '../stage.js';
import type { Entrant } from './entrants.js';
import { innerTimesOf } from './inner-times.js';
import type { Statements } from './measured.js';
import { COLD, refundAlone } from './refund-alone.js';
import { readStep, stepTimesOf } from './statement-times.js';
import { warmUp } from './warm-up.js';

/** Logs the time of every step of every statement. The values of parameters only cost time. */
const LOGGED = { log_min_duration_statement: '0', log_parameter_max_length: '0' };

/** Times the statements of lone refunds on an entrant's ledger: first their steps, then what runs inside them. */
export async function timeStatements(stage: Stage, entrant: Entrant, asks: Asks): Promise<Statements> {
  const { ledger } = entrant;
  await setForNewConnections(ledger, LOGGED);
  const steps = await timeSteps(stage, entrant, asks);
  await resetForNewConnections(ledger, LOGGED);
  await startExplaining(ledger);
  const inner = await timeInner(stage, entrant, asks);
  await stopExplaining(ledger);
  return { ...steps, inner };
}

async function timeSteps(
  stage: Stage,
  { contestant, ledger }: Entrant,
  asks: Asks,
): Promise<Omit<Statements, 'inner'>> {
  const server = await start(stage, { ...contestant, name: `${contestant.name}-logged` }, ledger, asks);
  const first = await messagesDuring(stage.cluster, () => refundAlone(server, asks.W1, COLD));
  await warmUp(stage, server, asks, 'l');
  let load: Load | undefined;
  const messages = await messagesDuring(stage.cluster, async () => {
    load = await oneConnection(stage, racer('logged', server, asks, 1), 'l');
  });
  await server.stop();
  const { requests = 0, p50Ms = Number.NaN } = load ?? {};
  const read = (texts: readonly string[]) => texts.flatMap((text) => readStep(text) ?? []);
  return {
    loggedP50Us: p50Ms * 1000,
    cold: stepTimesOf(read(first), COLD, mean),
    warm: stepTimesOf(read(messages), requests, median),
  };
}

async function timeInner(stage: Stage, { contestant, ledger }: Entrant, asks: Asks) {
  const server = await start(stage, { ...contestant, name: `${contestant.name}-explained` }, ledger, asks);
  await warmUp(stage, server, asks, 'e');
  let requests = 0;
  const explained = await explainedDuring(stage.cluster, async () => {
    ({ requests } = await oneConnection(stage, racer('explained', server, asks, 1), 'e'));
  });
  await server.stop();
  return innerTimesOf(explained, requests);
}

const oneConnection = (
  { options }: Stage,
  { load }: ReturnType<typeof racer>,
  letter: string,
): Promise<Load> =>
  load('W1', { seconds: options.onePace.seconds, seed: 1, run: `${letter}one`, searchAll: false });

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
