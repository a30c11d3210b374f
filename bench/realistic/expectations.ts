import { ok } from 'node:assert/strict';

/** The body of an answer, whose data has the shape of the query. */
// biome-ignore lint/suspicious/noExplicitAny: each check reads the data of its own document.
export type Data = any;

/** Checks the data of an answer. @throws Error saying what is wrong */
export type Expect = (data: Data) => void;

type Node = { readonly id: string; readonly created?: string };
const nodesOf = (list: { edges?: readonly { node: Node }[]; nodes?: readonly Node[] }): readonly Node[] =>
  list.nodes ?? list.edges?.map(({ node }) => node) ?? [];

/** The object that was asked for. */
export const hasId =
  (field: string, id: string): Expect =>
  (data) =>
    ok(data[field]?.id === id, `${field} has the id ${data[field]?.id} instead of ${id}`);

/** A page with so many different rows, newest first. */
export const isPage =
  (field: string, count: number): Expect =>
  (data) => {
    const nodes = nodesOf(data[field]);
    ok(nodes.length === count, `${field} has ${nodes.length} rows instead of ${count}`);
    ok(new Set(nodes.map(({ id }) => id)).size === count, `${field} repeats a row`);
    const times = nodes.map(({ created }) => Date.parse(created ?? ''));
    ok(
      times.every((time, index) => index === 0 || time <= (times[index - 1] ?? 0)),
      `${field} is not newest first`,
    );
  };

/** Exactly the object that was searched for. */
export const finds =
  (field: string, id: string): Expect =>
  (data) => {
    const ids = nodesOf(data[field]).map((node) => node.id);
    ok(ids.length === 1 && ids[0] === id, `${field} found ${ids} instead of ${id}`);
  };

/** Rows that all meet a filter. */
export const everyRow =
  (field: string, count: number, values: Readonly<Record<string, string>>): Expect =>
  (data) => {
    const nodes = nodesOf(data[field]) as readonly Record<string, unknown>[];
    ok(nodes.length === count, `${field} has ${nodes.length} rows instead of ${count}`);
    for (const node of nodes)
      for (const [name, value] of Object.entries(values))
        ok(node[name] === value, `${field} has a row whose ${name} is ${node[name]}`);
  };

/** A result of a union: the payload, and not a refusal. */
export function payloadOf(data: Data, field: string, typename: string): Data {
  const { __typename, ...payload } = data[field] ?? {};
  ok(__typename === typename, `${field} answers ${JSON.stringify(data[field])}`);
  return payload;
}
