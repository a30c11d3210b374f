/** A text repeated, or texts by their index. */
export const repeat = (times: number, text: string | ((index: number) => string)): string =>
  Array.from({ length: times }, (_, index) => (typeof text === 'string' ? text : text(index))).join(' ');

/** Fragments of which each uses the next one twice: 2^levels uses of the last. */
export const doubling = (levels: number, type: string, last: string): string =>
  `${repeat(levels, (at) => `fragment F${at} on ${type} { ...F${at + 1} ...F${at + 1} }`)} fragment F${levels} on ${type} { ${last} }`;

/** `inner` within as many levels of `open`, whose braces are closed again. */
export const nested = (levels: number, open: string, inner: string): string =>
  `${repeat(levels, open)} ${inner} ${'}'.repeat(levels * (open.split('{').length - 1))}`;
