import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { expect, onTestFinished } from 'vitest';
import { noteBytes } from '../logs/sent-values.js';

/** A connection for one test, with the text that was received. */
export async function connection(port: number) {
  const socket: Socket = connect(port, '127.0.0.1');
  let received = '';
  socket.setEncoding('utf8').on('data', (text: string) => {
    received += text;
  });
  socket.on('error', () => {});
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  await once(socket, 'connect');
  onTestFinished(() => void socket.destroy());
  return {
    socket,
    closed,
    write: (text: string) => {
      noteBytes(text);
      socket.write(text);
    },
    received: () => received,
    answered: (text: string) => expect.poll(() => received).toContain(text),
  };
}
