/** Where no terminal shows one line over another, often enough to see that a run goes on. */
const LINE_INTERVAL_MS = 10_000;
const TO_LINE_START = '\r\x1b[K';

/** Shows how far a run is: on a terminal in one line that is written over, anywhere else in a line now and then. */
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
    /** Makes room for lines that stay. */
    clear(): void {
      if (stream.isTTY) stream.write(TO_LINE_START);
    },
  };
}
