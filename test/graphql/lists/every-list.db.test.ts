import { getNamedType, isObjectType } from 'graphql';
import { expect, test } from 'vitest';
import { schema } from '../../../src/graphql/schema.js';
import { PAGING } from '../../support/clients/connection-queries.js';
import { testGateway } from '../../support/gateways/test-gateway.js';
import { insertKeys } from '../../support/rows/insert-keys.js';
import { insertRichRefunds } from '../../support/rows/rich-refunds.js';

const gateway = testGateway();
gateway.prepare(async () => {
  await insertRichRefunds(gateway.database, 3);
  await insertKeys(gateway.database);
});

const lists = Object.values(schema.getQueryType()?.getFields() ?? {})
  .filter(({ type }) => isObjectType(getNamedType(type)) && getNamedType(type).name.endsWith('Connection'))
  .map(({ name }) => name);

test.each(lists)('%s takes first, after, last and before', async (list) => {
  const idsOf = async (paging: object) => {
    const { data, errors } = await gateway.query(
      `query ($first: Int, $after: String, $last: Int, $before: String) {
        ${list}(${PAGING}) { edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage } } }`,
      paging,
    );
    expect(errors).toBeUndefined();
    const { edges, pageInfo } = data[list];
    return { ids: edges.map(({ node }: Edge) => node.id), cursors: edges.map(cursorOf), ...pageInfo };
  };
  const { ids, cursors, hasNextPage } = await idsOf({});
  expect(ids.length).toBeGreaterThan(1);
  expect(hasNextPage).toBe(false);
  expect(await idsOf({ first: 1 })).toMatchObject({ ids: ids.slice(0, 1), hasNextPage: true });
  expect(await idsOf({ after: cursors[0] })).toMatchObject({ ids: ids.slice(1), hasPreviousPage: true });
  expect(await idsOf({ last: 1 })).toMatchObject({ ids: ids.slice(-1), hasPreviousPage: true });
  expect(await idsOf({ last: 9, before: cursors.at(-1) })).toMatchObject({ ids: ids.slice(0, -1) });
});

interface Edge {
  readonly cursor: string;
  readonly node: { readonly id: string };
}
const cursorOf = ({ cursor }: Edge) => cursor;

test('the lists are all that the API has', () => {
  expect(lists.length).toBeGreaterThan(5);
});
