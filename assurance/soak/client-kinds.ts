import { type Kind, pickBy, query, type SoakRequest } from './soak-request.js';

const VIEWER = '{ viewer { name } }';
const CREATE_KEY = `mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) {
  ... on CreateApiKeyPayload { secret } ... on RefundError { code } } }`;
const REVOKE_KEY = `mutation ($input: RevokeApiKeyInput!) { revokeApiKey(input: $input) { __typename } }`;
const EVENTS = `subscription ($filter: RefundEventFilter) { refundEvents(filter: $filter) { id } }`;

const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` });

/** A key is made, used and revoked. */
const apiKey: Kind = (turn) => {
  const name = `key ${turn}`;
  const withSecret = (body: string): readonly SoakRequest[] => {
    const secret = /"secret":"([^"]+)"/.exec(body)?.[1];
    // Where callers are not known, every key is as good.
    return secret ? [{ ...query(VIEWER), headers: bearer(secret) }, revoke] : [revoke];
  };
  const revoke = query(REVOKE_KEY, { input: { name } });
  return [{ ...query(CREATE_KEY, { input: { name, scopes: ['refunds:read'] } }), next: withSecret }];
};

const invalidToken: Kind = (turn) => [{ ...query(VIEWER), headers: bearer(`a.b.${turn}`) }];

/** The long way of a request: by GET, with a document of its own. */
const get: Kind = (turn, { refunds }) => [
  {
    method: 'GET',
    path: `/graphql?query=${encodeURIComponent(`query Get${turn} { refund(id: "${pickBy(turn, refunds)}") { id } }`)}`,
  },
];
const path: Kind = (turn) => [{ method: 'GET', path: `/nothing/${turn}?is=${turn}` }];
const preflight: Kind = (turn) => [
  {
    method: 'OPTIONS',
    headers: {
      origin: `https://desk-${turn}.example`,
      'access-control-request-method': 'POST',
      'access-control-request-headers': `x-${turn}`,
    },
  },
];

const stream: Kind = (turn, { refunds }) => [
  {
    ...query(EVENTS, { filter: { refund: pickBy(turn, refunds) } }),
    headers: { accept: `text/event-stream, text/x-${turn}` },
    hangUp: 'at the first bytes',
  },
];

const exported: Kind = (turn, { refunds }) => [
  {
    path: '/export/refunds.csv',
    body: JSON.stringify({
      filter: { search: pickBy(turn, refunds) },
      columns: ['id', 'amountFormatted', ...(turn % 2 ? ['charge.id'] : []), `metadata.key-${turn}`].slice(
        0,
        2 + (turn % 2),
      ),
      locale: `es-x-${turn}`,
    }),
  },
];

/** The client leaves while its request is in flight. */
const leaving: Kind = (turn, { charges }) => [
  {
    ...query(
      `query Leaving${turn} { charges(first: 50) { nodes { id refunds(first: 10) { nodes { id } } } } charge(id: "${pickBy(turn, charges)}") { id } }`,
    ),
    hangUp: 'at once',
  },
];

const newConnection: Kind = () => [{ ...query(VIEWER), headers: { connection: 'close' } }];

/** Requests of clients that come and go. */
export const clientKinds = {
  'API key': apiKey,
  'invalid token': invalidToken,
  get,
  path,
  preflight,
  stream,
  export: exported,
  leaving,
  'new connection': newConnection,
} satisfies Record<string, Kind>;
