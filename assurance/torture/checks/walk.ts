import { unless, type Violation } from './violation.js';

/** A row of a list that is ordered by time and id, newest first. */
export interface Row {
  readonly id: string;
  readonly created: string;
}

const isBefore = (a: Row, b: Row): boolean => (a.created !== b.created ? a.created > b.created : a.id > b.id);

/**
 * I9: a walk shows every old row of its range once and in order. The backward walk is the reverse of the forward walk,
 * except for rows that were created in between.
 *
 * @param old the rows that were known before the walk began
 * @param complete whether the walk reached the end of the list
 */
export function checkWalk(
  old: readonly Row[],
  forward: readonly Row[],
  backward: readonly Row[] | null,
  complete: boolean,
  subjects: readonly string[],
): Violation[] {
  const ids = forward.map(({ id }) => id);
  const shown = new Set(ids);
  const last = forward.at(-1);
  const missed = old.filter(
    (row) => !shown.has(row.id) && (complete || (last !== undefined && isBefore(row, last))),
  );
  const disordered = forward.some((row, index) => {
    const next = forward[index + 1];
    return next !== undefined && !isBefore(row, next);
  });
  const back = backward?.map(({ id }) => id).filter((id) => shown.has(id)) ?? null;
  return [
    ...unless(shown.size === ids.length, 'I9', `A row came twice: ${ids}`, subjects),
    ...unless(missed.length === 0, 'I9', `Old rows are missing: ${missed.map(({ id }) => id)}`, [
      ...subjects,
      ...missed.map(({ id }) => id),
    ]),
    ...unless(!disordered, 'I9', `Not in order: ${JSON.stringify(forward)}`, subjects),
    ...unless(
      back === null || back.toReversed().join() === ids.join(),
      'I9',
      `Forward ${ids}, backward ${back}`,
      subjects,
    ),
  ];
}
