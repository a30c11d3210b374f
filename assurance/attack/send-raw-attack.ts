import { once } from 'node:events';
import { connect } from 'node:net';
import type { RawAttack } from './raw-attacks.js';

/** The first bytes of every answer, up to its status. */
const STATUS_LINE = /^HTTP\/1\.1 (\d{3})/;

/** Sends bytes to a gateway, and returns the status of its answer, or null if it closes the connection without one. */
export async function sendRawAttack(port: number, { bytes }: RawAttack): Promise<number | null> {
  const socket = connect(port, '127.0.0.1');
  let received = '';
  socket.setEncoding('latin1').on('data', (text) => {
    received += text;
  });
  // The gateway may close the connection before it has read everything. What it answered counts.
  socket.on('error', () => {});
  socket.write(bytes);
  await once(socket, 'close');
  const status = STATUS_LINE.exec(received)?.[1];
  return status === undefined ? null : Number(status);
}
