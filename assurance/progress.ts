/** Without a terminal, progress is a new line at this interval: often enough to show that the run is alive. */
const LINE_INTERVAL_MS = 10_000;
const TO_LINE_START = '\r\x1b[K';

/** Shows the progress of a run: one line that is overwritten on a terminal, and a line at intervals elsewhere. */
export function showProgress(stream: NodeJS.WriteStream = process.stdout) {
  let shownMs = performance.now();
  return {
    show(text: string): void {
      if (stream.isTTY) stream.write(`${TO_LINE_START}${text}`);
      else if (performance.now() - shownMs >= LINE_INTERVAL_MS) {
        shownMs = performance.now();
        stream.write(`${text}\n`);
      }
    },
    /** Clears the progress line before permanent output. */
    clear(): void {
      if (stream.isTTY) stream.write(TO_LINE_START);
    },
  };
}
