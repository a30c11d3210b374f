/** Counts the operations by kind and outcome. */
export class Counts {
  readonly #counts = new Map<string, number>();
  #operations = 0;

  /** The number of operations. The transitions that they caused are not included. */
  get operations(): number {
    return this.#operations;
  }

  add(kind: string, outcome: string): void {
    const name = `${kind}: ${outcome}`;
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
    if (kind !== 'transition') this.#operations++;
  }

  missing(names: readonly string[]): string[] {
    return names.filter((name) => !this.#counts.has(name));
  }

  toString(): string {
    return [...this.#counts]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, count]) => `${String(count).padStart(7)}  ${name}`)
      .join('\n');
  }
}
