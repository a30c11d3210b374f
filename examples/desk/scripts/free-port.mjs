import { createServer } from 'node:net';

/**
 * The asked port if it is free, else any free one.
 * @param {number} asked
 * @returns {Promise<number>}
 */
export async function freePort(asked) {
  return (await tryPort(asked)) ?? (await tryPort(0)) ?? asked;
}

/**
 * @param {number} port
 * @returns {Promise<number | null>}
 */
const tryPort = (port) =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(address && typeof address === 'object' ? address.port : null));
    });
  });
