import { execFileSync } from 'node:child_process';

/** Copies the contents of a directory into another. The system's `cp` takes a fifth of the time of Node.js. */
export const copyDirectory = (from: string, to: string): void =>
  void execFileSync('cp', ['-R', `${from}/.`, to]);
