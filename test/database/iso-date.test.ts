import { describe, expect, test } from 'vitest';
import { isoDate } from '../../src/database/iso-date.js';

describe('a lazy Date', () => {
  const names = Object.getOwnPropertyNames(Date.prototype).filter((name) => name !== 'constructor');
  const read = isoDate('2026-01-15T10:00:00.123Z');
  const date = new Date('2026-01-15T10:00:00.123Z');

  test.each(names.filter((name) => !name.startsWith('set')) as 'getTime'[])(
    '%s returns the same as for a Date',
    (name) => {
      expect(read[name]()).toEqual(date[name]());
    },
  );

  test.each(names.filter((name) => name.startsWith('set')) as 'setTime'[])('%s is refused', (name) => {
    expect(() => read[name](2)).toThrow(TypeError);
  });

  test('is accepted wherever a Date is accepted', () => {
    expect(read).toBeInstanceOf(Date);
    expect(read).toEqual(date);
    expect(read).not.toEqual(new Date(date.getTime() + 1));
    expect(new Date(read)).toEqual(date);
    expect(+read).toBe(+date);
    expect(`${read}`).toBe(`${date}`);
    expect(read < new Date(date.getTime() + 1)).toBe(true);
    expect(new Intl.DateTimeFormat('de').format(read)).toBe('15.1.2026');
  });
});
