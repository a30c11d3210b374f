import { shorten } from '../../rules/text.js';

/** By the first bytes of a compressed file, the command that unpacks it. */
const COMPRESSED: readonly (readonly [start: readonly number[], command: string])[] = [
  [[0x1f, 0x8b], 'gunzip'],
  [[0x50, 0x4b, 0x03, 0x04], 'unzip'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'unzstd'],
  [[0x42, 0x5a, 0x68], 'bunzip2'],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a], 'unxz'],
];

/** The first two bytes of UTF-16: a byte order mark, or half of a bracket. */
const UTF_16 = [
  [0xff, 0xfe],
  [0xfe, 0xff],
  [0x7b, 0x00],
  [0x00, 0x7b],
  [0x5b, 0x00],
  [0x00, 0x5b],
];

/** A file that is not text, by its first bytes: what it is, and what to do. Null for a text. */
export function foreignBytes(bytes: Uint8Array, name: string): string | null {
  const startsWith = (start: readonly number[]) => start.every((byte, index) => bytes[index] === byte);
  for (const [start, command] of COMPRESSED)
    if (startsWith(start)) return `it is compressed; unpack it first with \`${command} ${quoted(name)}\``;
  if (UTF_16.some(startsWith))
    return `it is UTF-16, not UTF-8; convert it first with \`iconv -f UTF-16 -t UTF-8 ${quoted(name)} > converted.json\``;
  return null;
}

/** A text that does not begin as JSON does, by its first lines: what it is, and what to do. */
export function foreignText([first = '', second = '']: readonly string[]): string {
  if (first.startsWith('<'))
    return 'it is an HTML or XML page, not JSON, perhaps the error page of a website; download the file again';
  for (const separator of [',', ';', '\t'])
    if (first.includes(separator) && parts(first, separator) === parts(second || first, separator))
      return 'it is CSV, not JSON; export JSON, for example with the API or the command line of Stripe';
  return `it is not JSON, but begins with ${JSON.stringify(shorten(first))}; give a file of Stripe's objects as its API returns them`;
}

/** A name as a shell takes it. */
const quoted = (name: string): string =>
  /^[\w./+@%:,-]+$/.test(name) ? name : `'${name.replaceAll("'", String.raw`'\''`)}'`;

const parts = (line: string, separator: string): number =>
  line.replaceAll(/"[^"]*"/g, '').split(separator).length;
