import { program, type RunningProcess, spawnProcess } from './spawn-process.js';

/** A gateway that has printed its address. */
export interface RunningGateway extends RunningProcess {
  readonly port: number;
  readonly url: string;
}

/** Starts the built gateway on a free port. */
export const spawnMain = (settings: Readonly<Record<string, string>>): RunningProcess =>
  spawnProcess(program('src/main.js'), { PORT: '0', SAMPLE_DATA: 'off', ...settings });

/** Waits until a gateway prints its address. */
export async function announced(running: RunningProcess): Promise<RunningGateway> {
  const [, url = '', port] = await running.seen(/(http:\/\/[\w.:[\]]+:(\d+))\/graphql/);
  return { ...running, url, port: Number(port) };
}

/** Sends a query to a gateway as clients do. The answer has the shape of the query. */
export async function ask<T>(
  gateway: Pick<RunningGateway, 'url'>,
  query: string,
  variables: object = {},
): Promise<T> {
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data: T; errors?: unknown };
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}
