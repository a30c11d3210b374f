import { Agent, request } from 'node:http';
import type { Data } from './expectations.js';

/** More than a rate that is answered in time keeps busy. Later requests wait here, and their time goes on. */
const CONNECTIONS = 128;
/** A client's patience. */
const TIMEOUT_MS = 30_000;

const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });

/**
 * Sends a body and returns the data of the answer.
 *
 * @throws Error if the answer is not 200, has errors, or does not come
 */
export const post = (url: string, body: string): Promise<Data> =>
  new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const sent = request(url, { method: 'POST', agent, headers, timeout: TIMEOUT_MS }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('error', reject).once('end', () => {
        const text = Buffer.concat(chunks).toString();
        try {
          const { data, errors } = JSON.parse(text) as { data?: Data; errors?: unknown };
          if (response.statusCode === 200 && errors === undefined && data != null) return resolve(data);
        } catch {
          // Told below.
        }
        reject(new Error(`${response.statusCode} ${text.slice(0, 300)}`));
      });
    });
    sent.once('timeout', () => sent.destroy(new Error(`No answer in ${TIMEOUT_MS} ms`)));
    sent.once('error', reject);
    sent.end(body);
  });
