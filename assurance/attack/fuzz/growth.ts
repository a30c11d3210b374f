/** A request that is to grow. */
export interface Base {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** A part of the document that is replaced by a text of any size. An insertion replaces nothing. */
export interface Edit {
  readonly from: number;
  readonly to: number;
  text(size: number): string;
}

/** One way in which a request grows. */
export interface Growth {
  readonly edits?: readonly Edit[];
  /** Variables that are added or replaced, each as JSON, because some are nested too deeply to be objects. */
  variables?(size: number): Readonly<Record<string, string>>;
  /** Parameters beside the query and its variables, each as JSON. */
  others?(size: number): Readonly<Record<string, string>>;
  /** How many times larger than the size of the request this part is. */
  readonly factor?: number;
}

/** Whether some growths change different parts of a document. */
export function areApart(growths: readonly Growth[]): boolean {
  const replaced = growths.flatMap(({ edits = [] }, owner) => edits.map((edit) => ({ ...edit, owner })));
  return replaced.every((one) =>
    replaced.every((other) => one.owner === other.owner || one.to <= other.from || other.to <= one.from),
  );
}

/**
 * The body of a request that has grown to a size.
 *
 * @param copy makes documents of the same size different, so that no cache knows them
 */
export function bodyOf(base: Base, growths: readonly Growth[], size: number, copy = 0): string {
  const sizeOf = ({ factor = 1 }: Growth) => size * factor;
  const edits = growths
    .flatMap((growth) => (growth.edits ?? []).map((edit) => ({ ...edit, its: sizeOf(growth) })))
    .sort((one, other) => one.from - other.from);
  let query = '';
  let end = 0;
  for (const { from, to, its, text } of edits) {
    query += base.query.slice(end, from) + text(its);
    end = to;
  }
  query += base.query.slice(end) + ' '.repeat(copy);
  const variables = {
    ...Object.fromEntries(
      Object.entries(base.variables).map(([name, value]) => [name, JSON.stringify(value)]),
    ),
    ...Object.assign({}, ...growths.map((growth) => growth.variables?.(sizeOf(growth)))),
  };
  const others = Object.assign({}, ...growths.map((growth) => growth.others?.(sizeOf(growth))));
  return objectOf({ query: JSON.stringify(query), variables: objectOf(variables), ...others });
}

const objectOf = (json: Readonly<Record<string, string>>): string =>
  `{${Object.entries(json).map(([name, value]) => `${JSON.stringify(name)}:${value}`)}}`;

/** The largest size whose body has at most so many bytes, or 0. */
export function largestSize(base: Base, growths: readonly Growth[], maxBytes: number): number {
  const fits = (size: number) => Buffer.byteLength(bodyOf(base, growths, size)) <= maxBytes;
  let low = 0;
  let high = 1;
  while (high < maxBytes && fits(high)) high *= 2;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle;
  }
  return low;
}
