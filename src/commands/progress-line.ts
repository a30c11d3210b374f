/** Often enough to look alive, seldom enough to be read. */
const INTERVAL_MS = 200;
const TO_LINE_START = '\r\x1b[K';

/** One line of a terminal that tells how far a command is; anywhere else it is silent. */
export interface ProgressLine {
  /** @param step shown at once where it is another than before; within a step only now and then */
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
