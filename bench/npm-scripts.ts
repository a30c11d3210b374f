import { readFileSync } from 'node:fs';
import path from 'node:path';

/** The arguments that `npm run SCRIPT` gives Node in a checkout of the gateway. */
export function nodeArguments(checkout: string, script: 'start' | 'migrate'): string[] {
  const { scripts } = JSON.parse(readFileSync(path.join(checkout, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const words = scripts[script]?.split('exec node ')[1]?.split(' ') ?? [];
  const program = words.pop();
  if (!program) throw new Error(`npm run ${script} does not end in \`exec node PROGRAM\``);
  return [...words, path.join(checkout, program)];
}
