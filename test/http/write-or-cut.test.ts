import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { writeOrCut } from '../../src/http/write-or-cut.js';

/** A response whose client reads when the test says so. */
class SlowResponse extends EventEmitter {
  hasRoom = false;
  isCut = false;
  write = () => this.hasRoom;
  destroy() {
    this.isCut = true;
    this.emit('close');
    return this;
  }
}
const STALLED_MS = 20_000;
const write = (res: SlowResponse) => writeOrCut(res as never, 'a,b', STALLED_MS);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a part that fits into the buffers is written at once', async () => {
  const res = new SlowResponse();
  res.hasRoom = true;
  await write(res);
  expect(res.eventNames()).toEqual([]);
});

test('a client that reads in time is waited for, and leaves no listener and no timer', async () => {
  const res = new SlowResponse();
  const written = write(res);
  await vi.advanceTimersByTimeAsync(STALLED_MS - 1);
  res.emit('drain');
  await written;
  await vi.advanceTimersByTimeAsync(STALLED_MS);
  expect({ isCut: res.isCut, left: res.eventNames() }).toEqual({ isCut: false, left: [] });
});

test('a client that reads nothing is cut', async () => {
  const res = new SlowResponse();
  const written = write(res);
  await vi.advanceTimersByTimeAsync(STALLED_MS);
  await written;
  expect(res.isCut).toBe(true);
});
