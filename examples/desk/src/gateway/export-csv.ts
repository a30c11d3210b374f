import { authorization } from './authorized-fetch';

/**
 * Loads a list as CSV, with the filter of the screen. It may take minutes, so it has no time limit.
 *
 * @throws Error with the gateway's message and code, or if the file came incomplete
 */
export async function exportCsv(list: string, filter: object): Promise<Blob> {
  const response = await fetch(`/export/${list}.csv`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...authorization() },
    body: JSON.stringify({ filter }),
  });
  if (!response.ok) throw new Error(await messageOf(response));
  return response.blob();
}

async function messageOf(response: Response): Promise<string> {
  const body = await response.json().catch(() => null);
  const [error] = body?.errors ?? [];
  return error ? `${error.message} (${error.extensions?.code})` : `The gateway answered ${response.status}.`;
}
