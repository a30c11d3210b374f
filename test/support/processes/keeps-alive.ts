/** Timers that keep this process alive. */
const timers = (): number => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;

/** Whether some work begins a timer that keeps the process alive. The timers must be those of the machine. */
export function keepsAlive(begin: () => unknown): boolean {
  const before = timers();
  begin();
  return timers() > before;
}
