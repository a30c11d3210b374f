import { Agent, request as httpRequest } from 'node:http';
import type { SoakAnswer } from './load.js';
import type { SoakRequest } from './soak-request.js';

/** Long enough that the gateway has begun with the request. */
const LEAVES_AFTER_MS = 5;

/** A client of a gateway on this machine, with connections that stay open unless a request closes its own. */
export function soakClient(port: number, connections: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  return {
    /** @throws Error if the connection breaks without being cut by the request itself */
    send({
      method = 'POST',
      path = '/graphql',
      headers = {},
      body,
      hangUp,
    }: SoakRequest): Promise<SoakAnswer> {
      return new Promise((resolve, reject) => {
        const request = httpRequest(
          {
            host: '127.0.0.1',
            port,
            agent,
            method,
            path,
            headers: { ...headers, ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }) },
          },
          (response) => {
            const status = response.statusCode ?? 0;
            if (hangUp === 'at the first bytes') {
              response
                .once('data', () => request.destroy())
                .once('close', () => resolve({ status, body: '' }));
              response.on('error', () => {});
              return;
            }
            let text = '';
            response.setEncoding('utf8').on('data', (chunk: string) => {
              text += chunk;
            });
            response.once('end', () => resolve({ status, body: text })).once('error', reject);
          },
        );
        request.once('error', (error) => {
          if (hangUp) resolve({ status: 0, body: '' });
          else reject(error);
        });
        if (hangUp === 'at once') setTimeout(() => request.destroy(), LEAVES_AFTER_MS);
        request.end(body);
      });
    },
    close: () => agent.destroy(),
  };
}
