import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { packageRoot } from '../../../src/process/package-root.js';
import type { Answer, RunRequest, RunResult } from './messages.js';

/** A process that runs test files in the copy of the project. */
export interface Runner {
  /** Resolves with `timeout` if the files take too long. The process is then killed, and the next request starts another. */
  run(request: RunRequest, timeoutMs: number): Promise<RunResult | 'timeout'>;
  /** The process of the last run. Each process has databases of its own. */
  readonly pid: number | undefined;
  stop(): Promise<void>;
}

const RUNNER = path.join(packageRoot, 'assurance/mutate/runs/runner.ts');
/** Loading Vitest takes seconds, and longer if all cores are busy. */
const START_TIMEOUT_MS = 120_000;

/**
 * @param directory the copy of the project
 * @param server the PostgreSQL server on which the tests create their databases
 * @param onRun is told of each request before it runs
 */
export function startRunner(
  directory: string,
  server: string,
  onRun: (request: RunRequest) => void = () => {},
): Runner {
  let running: Promise<ChildProcess> | undefined;
  let pid: number | undefined;
  const start = async (): Promise<ChildProcess> => {
    const child = fork(RUNNER, [], {
      cwd: directory,
      env: { ...withoutVitest(process.env), TEST_DATABASE_URL: server },
      execArgv: ['--import', 'tsx'],
      // With a process group of its own, the runner can be killed with all processes that its tests have started.
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    pid = child.pid;
    const answer = await answerOf(child, START_TIMEOUT_MS);
    if (answer === 'timeout') {
      await kill(child);
      throw new Error('Vitest did not start in time');
    }
    return child;
  };
  const runner: Runner = {
    get pid() {
      return pid;
    },
    async run(request, timeoutMs) {
      onRun(request);
      running ??= start();
      const child = await running;
      const answer = answerOf(child, timeoutMs);
      child.send(request);
      const result = await answer.catch(async (error: unknown) => {
        await runner.stop();
        throw error;
      });
      if (result === 'timeout') await runner.stop();
      else if ('error' in result) throw new Error(`The tests could not be run: ${result.error}`);
      else if ('passed' in result) return result;
      return 'timeout';
    },
    async stop() {
      const child = await running?.catch(() => undefined);
      running = undefined;
      pid = undefined;
      if (child) await kill(child);
    },
  };
  return runner;
}

/** A test that starts a runner is itself run by Vitest, whose variables would confuse the other one. */
const withoutVitest = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^(VITEST|TEST$|NODE_ENV$|NODE_OPTIONS$)/.test(name)),
  );

/** The next message. Rejects with the output if the process ends without one. */
async function answerOf(child: ChildProcess, timeoutMs: number): Promise<Answer | 'timeout'> {
  let said = '';
  const listen = (text: Buffer) => {
    said = `${said}${text}`.slice(-2000);
  };
  child.stderr?.on('data', listen);
  const done = new AbortController();
  const { signal } = done;
  const timer = setTimeout(() => done.abort('timeout'), timeoutMs);
  try {
    return await Promise.race([
      once(child, 'message', { signal }).then(([message]) => message as Answer),
      once(child, 'exit', { signal }).then(() =>
        Promise.reject(new Error(`The process of the tests ended: ${said}`)),
      ),
    ]);
  } catch (error) {
    if (signal.reason === 'timeout') return 'timeout';
    throw error;
  } finally {
    clearTimeout(timer);
    done.abort();
    child.stderr?.off('data', listen);
  }
}

/** Kills the process and all that its tests have started. */
async function kill(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    child.kill('SIGKILL');
  }
  await ended;
}
