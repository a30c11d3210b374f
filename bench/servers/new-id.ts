const MS_DIGITS = 13;
const COUNT_DIGITS = 6;
let count = 0;

/** An id that sorts behind those made before, and behind the data set's, as the gateway's do. */
export function newId(prefix: string): string {
  count = (count + 1) % 10 ** COUNT_DIGITS;
  return `${prefix}_1${String(Date.now()).padStart(MS_DIGITS, '0')}${String(count).padStart(COUNT_DIGITS, '0')}`;
}
