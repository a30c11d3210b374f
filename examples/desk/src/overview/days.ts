const DAY_MS = 86_400_000;

/** The last days up to today, as the gateway names them: in UTC. */
export function lastDays(count: number, now: number): string[] {
  const days = Array.from({ length: count }, (_, back) =>
    new Date(now - back * DAY_MS).toISOString().slice(0, 10),
  );
  return days.reverse();
}

const short = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

export const dayName = (day: string): string => short.format(new Date(`${day}T00:00:00Z`));
