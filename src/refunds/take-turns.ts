/** The last piece of work in line, by what it is about. */
const lines = new Map<string, Promise<unknown>>();

/**
 * Does `work` once all that this process has in line for the same `about` is done, however it ended. Nobody waits
 * in a line for another, so that lines cannot wait for each other.
 */
export function inTurn<T>(about: string, work: () => Promise<T>): Promise<T> {
  const done = (lines.get(about) ?? Promise.resolve()).then(work);
  const last = done
    .catch(() => {})
    .then(() => {
      if (lines.get(about) === last) lines.delete(about);
    });
  lines.set(about, last);
  return done;
}
