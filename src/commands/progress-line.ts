/** On a terminal: often enough to look alive, and slow enough to be read. */
const TERMINAL_MS = 200;
/** On a terminal without news: the text may have a time in it. */
const REDRAW_MS = 1000;
/** In a log: few lines in an import of hours, and enough to see that it goes on. A command of some seconds has none. */
const LOG_MS = 10_000;
const TO_LINE_START = '\r\x1b[K';

/** The progress of a command: one line that changes on a terminal, and otherwise a line every `LOG_MS`. */
export interface ProgressLine {
  /** @param step a terminal shows a new step at once; within a step, at most one update per interval is shown */
  show(step: string, text: () => string): void;
  /** Ends it. */
  clear(): void;
}

/** Shows progress from now on, also while nothing is told: the last text again. */
export function progressLine(stream: Pick<NodeJS.WriteStream, 'isTTY' | 'write'>): ProgressLine {
  const isTerminal = stream.isTTY;
  let shownMs = performance.now();
  let latest: { readonly step: string; readonly text: () => string } | null = null;
  const showLatest = () => {
    if (!latest) return;
    shownMs = performance.now();
    stream.write(isTerminal ? `${TO_LINE_START}${latest.text()} …` : `${latest.text()} …\n`);
  };
  const showAfter = (ms: number) => {
    if (performance.now() - shownMs >= ms) showLatest();
  };
  const silence = isTerminal ? REDRAW_MS : LOG_MS;
  const timer = setInterval(() => showAfter(silence), REDRAW_MS);
  timer.unref();
  return {
    show: (step, text) => {
      const isNew = step !== latest?.step;
      latest = { step, text };
      if (isTerminal && isNew) showLatest();
      else showAfter(isTerminal ? TERMINAL_MS : LOG_MS);
    },
    clear: () => {
      clearInterval(timer);
      if (isTerminal) stream.write(TO_LINE_START);
    },
  };
}
