import { describe, expect, test } from 'vitest';
import { allowedHosts, hostName, LOOPBACK_HOSTS } from '../../src/http/allowed-hosts.js';

describe('a Host header', () => {
  const verdict = allowedHosts([...LOOPBACK_HOSTS, 'refunds.example']);

  test.each([
    'localhost',
    'localhost:4000',
    'LocalHost.:4000',
    '127.0.0.1:1',
    '[::1]:4000',
    '[0:0:0:0:0:0:0:1]',
    'Refunds.Example.:443',
  ])('%s is allowed under each spelling and with each port', (host) => {
    expect(verdict(host)).toBe('allowed');
    expect(verdict(host)).toBe('allowed');
  });

  test.each([
    'evil.example:4321',
    'localhost.evil.example',
    'evil.refunds.example',
    'refunds.example.evil',
    'localhost..',
    '127.0.0.2',
    '10.0.0.1:4000',
    '[::2]',
  ])('%s is foreign, even after an allowed one', (host) => {
    expect(verdict('localhost')).toBe('allowed');
    expect(verdict(host)).toBe('foreign');
    expect(verdict(host)).toBe('foreign');
  });

  test.each(['', ' ', 'a b', 'a/b', '[', '::1', 'a:99999999', 'a?b', 'a#b', 'user@localhost', 'a\\b', 'a%'])(
    '%j is invalid',
    (host) => expect(verdict(host)).toBe('invalid'),
  );
});

describe('the name of a host', () => {
  test.each([
    ['Refunds.Example.', 'refunds.example'],
    ['10.0.0.7', '10.0.0.7'],
    ['::1', '[::1]'],
    ['[2001:DB8:0:0::1]', '[2001:db8::1]'],
    ['bücher.example', 'xn--bcher-kva.example'],
  ])('%s is %s', (text, name) => expect(hostName(text)).toBe(name));

  test.each(['', 'a:80', '[::1]:80', 'a:', 'http://a', 'a/', '*', '*.example', 'a b', 'user@a'])(
    '%j is none',
    (text) => expect(hostName(text)).toBeNull(),
  );
});
