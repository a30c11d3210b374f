import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { packageRoot } from '../process/package-root.js';

/** A file of the repository that a command makes from other files. */
export interface WrittenFile {
  /** From the package's root. */
  readonly name: string;
  readonly content: string;
  /** The command that makes the file. */
  readonly command: string;
}

/** Writes the file; or, with the argument `--check`, sets the exit code to 1 if the file in the repository differs. */
export async function writeOrCheck(file: WrittenFile, argument: string | undefined): Promise<void> {
  const absolute = path.join(packageRoot, file.name);
  if (argument !== '--check') return writeFile(absolute, file.content);
  const agree = (await readFile(absolute, 'utf8').catch(() => '')) === file.content;
  console.log(agree ? `${file.name} is up to date.` : outdated(file));
  if (!agree) process.exitCode = 1;
}

/** What to do about a file that is not what it should be. */
export const outdated = ({ name, command }: Pick<WrittenFile, 'name' | 'command'>): string =>
  `${name} is out of date: run \`${command}\` and look at the difference.`;
