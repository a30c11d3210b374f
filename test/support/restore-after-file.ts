import { afterAll, vi } from 'vitest';

// Vitest restores before each test, which is too late for the `beforeAll` of the next file in the same process.
afterAll(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});
