import type { ImportProgress } from '../import/import-report.js';

/** Often enough to look alive, seldom enough to be read. */
const INTERVAL_MS = 200;
const TO_LINE_START = '\r\x1b[K';

/** Shows how far an import is on one line of a terminal; anywhere else it is silent. */
export function progressLine(stream: NodeJS.WriteStream, startMs: number) {
  if (!stream.isTTY) return { show: () => {}, clear: () => {} };
  let shownMs = 0;
  let shownStep = '';
  return {
    show: ({ step, lines }: ImportProgress): void => {
      const nowMs = performance.now();
      if (step === shownStep && nowMs - shownMs < INTERVAL_MS) return;
      [shownMs, shownStep] = [nowMs, step];
      const perSecond = Math.round(lines / ((nowMs - startMs) / 1000));
      const rate = step === 'reading' ? `, ${perSecond.toLocaleString('en-US')} a second` : `, ${step}`;
      stream.write(`${TO_LINE_START}${lines.toLocaleString('en-US')} lines${rate} …`);
    },
    clear: (): void => {
      stream.write(TO_LINE_START);
    },
  };
}
