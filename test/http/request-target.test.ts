import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { useOriginForm } from '../../src/http/request-target.js';

const read = (url: string) => {
  const req = { url, headers: { host: 'proxy' } } as IncomingMessage;
  useOriginForm(req);
  return [req.url, req.headers.host];
};

test.each([
  ['http://a:4000/graphql?query=x', '/graphql?query=x', 'a:4000'],
  ['HTTPS://A/x/../y', '/x/../y', 'A'],
  ['http://[::1]:4000/', '/', '[::1]:4000'],
  ['http://a', '/', 'a'],
  ['http://a?x=/', '/?x=/', 'a'],
  ['http://evil@a/', '/', 'evil@a'],
  ['http:///graphql', '/graphql', ''],
])('the target %s asks for %s of %s, whatever the Host header says', (url, path, host) => {
  expect(read(url)).toEqual([path, host]);
});

test.each(['/graphql', '//a/graphql', '/http://a/', '*', 'ftp://a/graphql'])(
  'the target %s stays as it is',
  (url) => {
    expect(read(url)).toEqual([url, 'proxy']);
  },
);
