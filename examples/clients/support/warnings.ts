/** What a library writes to the console while a program works. */
export function watchConsole(): readonly string[] {
  const written: string[] = [];
  for (const name of ['warn', 'error'] as const)
    console[name] = (...texts: unknown[]) => void written.push(texts.map(String).join(' '));
  return written;
}
