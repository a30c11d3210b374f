/** Often enough to look alive, and slow enough to be read. */
const INTERVAL_MS = 200;
const TO_LINE_START = '\r\x1b[K';

/** One line of a terminal with the progress of a command. If the stream is not a terminal, nothing is written. */
export interface ProgressLine {
  /** @param step a new step is shown at once; within a step, at most one update per interval is shown */
  show(step: string, text: () => string): void;
  clear(): void;
}

export function progressLine(stream: NodeJS.WriteStream): ProgressLine {
  if (!stream.isTTY) return { show: () => {}, clear: () => {} };
  let shownMs = 0;
  let shownStep = '';
  return {
    show: (step, text) => {
      const nowMs = performance.now();
      if (step === shownStep && nowMs - shownMs < INTERVAL_MS) return;
      [shownMs, shownStep] = [nowMs, step];
      stream.write(`${TO_LINE_START}${text()} …`);
    },
    clear: () => {
      stream.write(TO_LINE_START);
    },
  };
}
