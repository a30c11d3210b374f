import fc from 'fast-check';

/** A time in nanoseconds since 1970, and one of the ways in which RFC 3339 writes it. */
interface WrittenTime {
  readonly nanoseconds: bigint;
  readonly text: string;
}

const MS = 1_000_000n;
const MINUTE_MS = 60_000;

/** Times within some milliseconds of a time in milliseconds, many of them whole, with any offset, precision and case. */
export const writtenTimes = (around: bigint): fc.Arbitrary<WrittenTime> =>
  fc
    .record({
      milliseconds: fc.integer({ min: -3, max: 6 }),
      beyond: fc.oneof(fc.constantFrom(0, 1, 999_999), fc.integer({ min: 0, max: 999_999 })),
      offset: fc.integer({ min: -1439, max: 1439 }),
      zulu: fc.constantFrom('Z', 'z', null),
      t: fc.constantFrom('T', 't'),
      zeros: fc.integer({ min: 0, max: 12 }),
    })
    .map(({ milliseconds, beyond, offset, zulu, t, zeros }) => {
      const floor = Number(around) + milliseconds;
      const local = new Date(zulu === null ? floor + offset * MINUTE_MS : floor).toISOString();
      const decimals = `${local.slice(20, 23)}${`${beyond}`.padStart(6, '0')}`.replace(/0+$/, '');
      const written = decimals + '0'.repeat(zeros);
      return {
        nanoseconds: BigInt(floor) * MS + BigInt(beyond),
        text: `${local.slice(0, 10)}${t}${local.slice(11, 19)}${written && `.${written}`}${zulu ?? offsetText(offset)}`,
      };
    });

function offsetText(minutes: number): string {
  const two = (value: number) => `${value}`.padStart(2, '0');
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}
