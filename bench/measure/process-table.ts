import { readdirSync, readFileSync } from 'node:fs';

/** /proc counts processor time in hundredths of a second on every Linux. */
const TICKS_PER_SECOND = 100;
/** Fields of /proc/PID/stat, counted from the state, which follows the name. */
const PARENT = 1;
const TIMES = [11, 12, 13, 14]; // user, system, and the same of children that ended

/** Seconds of processor time used by a process and all its children. */
export function cpuSeconds(pid: number): number {
  const children = new Map<number, number[]>();
  const ticks = new Map<number, number>();
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const fields = statOf(entry);
    if (!fields) continue;
    const parent = Number(fields[PARENT]);
    children.set(parent, [...(children.get(parent) ?? []), Number(entry)]);
    ticks.set(
      Number(entry),
      TIMES.reduce((sum, at) => sum + Number(fields[at]), 0),
    );
  }
  const sum = (parent: number): number =>
    (ticks.get(parent) ?? 0) + (children.get(parent) ?? []).reduce((total, child) => total + sum(child), 0);
  return sum(pid) / TICKS_PER_SECOND;
}

/** The resident memory of a process in megabytes. */
export function memoryMb(pid: number): number {
  const [, kilobytes] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1024;
}

/** Null if the process has ended. */
function statOf(pid: string): string[] | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}
