const MS_DIGITS = 13;
const COUNT_DIGITS = 6;
let count = 0;

/** An id that sorts after all earlier ones and after those of the data set, like the gateway's ids. */
export function newId(prefix: string): string {
  count = (count + 1) % 10 ** COUNT_DIGITS;
  return `${prefix}_1${String(Date.now()).padStart(MS_DIGITS, '0')}${String(count).padStart(COUNT_DIGITS, '0')}`;
}
