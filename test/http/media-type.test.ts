import type { IncomingMessage } from 'node:http';
import { describe, expect, test } from 'vitest';
import { acceptedTypes, bodyRefusal, inYogasWords } from '../../src/http/media-type.js';
import { cacheCounts } from '../../src/process/bounded-cache.js';

const JSON_TYPE = 'application/json';
const RESPONSE = 'application/graphql-response+json';
const STREAM = 'text/event-stream';
const PAGE = 'text/html';
const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8';

const request = (accept: string | undefined, method = 'POST') =>
  ({ method, headers: accept === undefined ? {} : { accept } }) as IncomingMessage;

describe('the types that a client accepts, the preferred one first', () => {
  test.each([
    [undefined, [JSON_TYPE, RESPONSE, STREAM]],
    ['*/*', [JSON_TYPE, RESPONSE, STREAM]],
    ['application/*', [JSON_TYPE, RESPONSE]],
    ['text/*', [STREAM]],
    ['APPLICATION/JSON', [JSON_TYPE]],
    ['application/json; charset=UTF-8', [JSON_TYPE]],
    ['application/json;charset="utf-8";q=0.5', [JSON_TYPE]],
    [`${RESPONSE}, ${JSON_TYPE}`, [RESPONSE, JSON_TYPE]],
    [`${JSON_TYPE};q=0.1, ${RESPONSE};q=0.2`, [RESPONSE, JSON_TYPE]],
    [`${JSON_TYPE};q=0, */*`, [RESPONSE, STREAM]],
    ['*/*;q=0, application/json', [JSON_TYPE]],
    [`${STREAM}, */*;q=0.1`, [STREAM, JSON_TYPE, RESPONSE]],
    [' application/json ,\ttext/html ', [JSON_TYPE]],
    [
      'application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed',
      [RESPONSE, JSON_TYPE, STREAM],
    ],
    ['multipart/mixed;deferSpec=20220824,application/json;q=0.9', [JSON_TYPE]],
    [`${' '.repeat(997)}*/*`, [JSON_TYPE, RESPONSE, STREAM]],
  ])('%s', (accept, types) => {
    expect(acceptedTypes(request(accept))).toEqual(types);
    expect(acceptedTypes(request(accept))).toEqual(types);
  });

  test('are read once for all requests with the same header', () => {
    const read = () => {
      const { entries, evictions } = cacheCounts()['accept headers'] ?? { entries: 0, evictions: 0 };
      return entries + evictions;
    };
    const before = read();
    for (let time = 0; time < 3; time++) acceptedTypes(request('application/json, x/once'));
    expect(read()).toBe(before + 1);
  });

  test.each([
    '',
    'text/html',
    'image/png, application/jsonp',
    'application/json;q=0',
    '*/*;q=0',
    'application/json; charset=iso-8859-1',
    'json',
    ';,;',
    `${' '.repeat(998)}*/*`,
  ])('%j leaves none', (accept) => expect(acceptedTypes(request(accept))).toEqual([]));
});

describe('the page of GraphiQL', () => {
  test.each([
    [BROWSER, [PAGE, JSON_TYPE, RESPONSE, STREAM].join(', ')],
    ['text/html', PAGE],
    ['*/*', [JSON_TYPE, RESPONSE, STREAM].join(', ')],
    ['application/json, text/html;q=0.1', JSON_TYPE],
    ['text/html;q=0, */*', [JSON_TYPE, RESPONSE, STREAM].join(', ')],
  ])('is named to Yoga only by GET, if it is preferred: %s', (accept, named) => {
    const get = request(accept, 'GET');
    expect(inYogasWords(get, acceptedTypes(get)).headers.accept).toBe(named);
    expect(acceptedTypes(request(accept))).not.toContain(PAGE);
  });
});

describe('a body', () => {
  test.each([
    'application/json',
    'APPLICATION/JSON',
    'application/json;charset=utf-8',
    'Application/Json ; Charset="UTF-8"; profile=x',
    'application/graphql+json',
  ])('of the type %s is read', (type) => expect(bodyRefusal({ 'content-type': type })).toBeNull());

  test.each([
    undefined,
    '',
    'json',
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/jsonp',
    'application/json, text/plain',
    'text/plain; application/json',
  ])('of the type %j is refused', (type) =>
    expect(bodyRefusal(type === undefined ? {} : { 'content-type': type })).toMatchObject({
      status: 415,
      message: 'The header Content-Type must be application/json.',
    }),
  );

  test.each(['utf-16', 'iso-8859-1', 'x', '""'])('of the charset %s is refused', (charset) =>
    expect(bodyRefusal({ 'content-type': `application/json; charset=${charset}` })).toMatchObject({
      status: 415,
      message: 'The charset in the header Content-Type must be UTF-8.',
    }),
  );

  test.each(['gzip', 'br', 'x-nope', 'identity, gzip', ''])('of the encoding %j is refused', (encoding) =>
    expect(bodyRefusal({ 'content-type': 'application/json', 'content-encoding': encoding })).toMatchObject({
      status: 415,
      headers: { 'accept-encoding': 'identity' },
    }),
  );

  test('of the encoding Identity, or in chunks, is read', () => {
    const headers = { 'content-type': 'application/json', 'content-encoding': 'Identity' };
    expect(bodyRefusal({ ...headers, 'transfer-encoding': 'Chunked' })).toBeNull();
  });

  test.each(['x-nope, chunked', 'gzip, chunked', 'x-nope'])(
    'in the transfer encoding %s is refused',
    (transfer) =>
      expect(
        bodyRefusal({ 'content-type': 'application/json', 'transfer-encoding': transfer }),
      ).toMatchObject({ status: 400 }),
  );
});
