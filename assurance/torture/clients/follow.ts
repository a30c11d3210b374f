import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { SHOP } from '../limits.js';
import type { Caller } from './caller.js';
import { FOLLOW } from './documents.js';

/** A follower stays this long, cuts its own connection and reconnects, often to the other process. */
const STAYS_MS = { least: 200, most: 6_000 };
const PAUSE_MS = 50;

/** Follows all events from the first, over connections that end often. Returns once `until` returns true. */
export async function follow(caller: Caller, until: () => boolean): Promise<void> {
  const { world, random, name } = caller;
  let last = world.firstEvent;
  let seen = 0;
  const headers = await world.callers.headersOf(SHOP);
  while (!until()) {
    const process = random.between(1, world.gateways.length);
    const from = world.history.now();
    const stays = random.between(STAYS_MS.least, STAYS_MS.most);
    const before = seen;
    const to = { port: world.portOf(process), headers };
    const why = await stream(to, { after: last }, stays, until, (id) => {
      world.check('event', world.order.see(name, seen, id));
      last = id;
      seen++;
    });
    if (why !== 'ECONNREFUSED')
      world.history.add({
        name: 'follow',
        client: name,
        process,
        from,
        until: world.history.now(),
        subjects: [],
        input: { after: last },
        answer: seen > before ? { kind: 'data', data: seen - before } : { kind: 'lost', why },
      });
    await sleep(PAUSE_MS);
  }
}

/** Runs one subscription over server-sent events and returns the reason for its end. */
function stream(
  { port, headers }: { readonly port: number; readonly headers: Readonly<Record<string, string>> },
  variables: object,
  staysMs: number,
  until: () => boolean,
  onEvent: (id: string) => void,
): Promise<string> {
  return new Promise((resolve) => {
    const agent = new Agent();
    const body = JSON.stringify({ query: FOLLOW, variables });
    const sent = request(
      {
        agent,
        host: '127.0.0.1',
        port,
        path: '/graphql',
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json', accept: 'text/event-stream' },
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
          const messages = text.split('\n\n');
          text = messages.pop() ?? '';
          for (const message of messages) {
            const data = /^data: (.+)$/m.exec(message)?.[1];
            const id = data && JSON.parse(data).data?.refundEvents?.id;
            if (id && !over) onEvent(id);
          }
          if (until()) end('done');
        });
        response.on('error', () => end('broken')).on('end', () => end('ended'));
      },
    );
    let over = false;
    const end = (why: string) => {
      if (over) return;
      over = true;
      clearTimeout(timer);
      sent.destroy();
      agent.destroy();
      resolve(why);
    };
    const timer = setTimeout(end, staysMs, 'left');
    sent.on('error', (error: NodeJS.ErrnoException) => end(error.code ?? 'broken'));
    sent.end(body);
  });
}
