import { expect, test, vi } from 'vitest';
import { endOfMany } from '../../src/process/end-of-many.js';

test('hundreds of streams listen to the end of the process, and Node.js warns of none', () => {
  const warned = vi.spyOn(process, 'emitWarning').mockImplementation(() => {});
  const { signal } = endOfMany();
  for (let stream = 0; stream < 500; stream++) signal.addEventListener('abort', () => {});
  expect(warned).not.toHaveBeenCalled();
  // A signal without that setting is warned of.
  const usual = new AbortController().signal;
  for (let stream = 0; stream < 11; stream++) usual.addEventListener('abort', () => {});
  expect(warned).toHaveBeenCalledOnce();
});
