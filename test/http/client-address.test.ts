import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { clientAddress, isProxy } from '../../src/http/client-address.js';

/** Where a request comes from: the address of its socket, and what its header says. */
const addressOf = (proxies: readonly string[], remoteAddress: string | undefined, forwarded?: string) =>
  clientAddress(proxies)({
    socket: { remoteAddress },
    headers: { ...(forwarded !== undefined && { 'x-forwarded-for': forwarded }) },
  } as unknown as IncomingMessage);

const PROXIES = ['10.0.0.7', '192.168.0.0/16'];

test('without trusted proxies, what a client says about itself is ignored', () => {
  expect(addressOf([], '203.0.113.9', '198.51.100.1')).toBe('203.0.113.9');
});

test('a trusted proxy is believed, another client is not', () => {
  expect(addressOf(PROXIES, '10.0.0.7', '198.51.100.1')).toBe('198.51.100.1');
  expect(addressOf(PROXIES, '10.0.0.8', '198.51.100.1')).toBe('10.0.0.8');
  expect(addressOf(PROXIES, '::ffff:10.0.0.7', '198.51.100.1')).toBe('198.51.100.1');
});

test.each([
  ['loopback', '127.0.0.1', '::1', '128.0.0.1'],
  ['linklocal', '169.254.1.1', 'fe80::1', '169.253.1.1'],
  ['uniquelocal', '10.1.2.3', 'fd00::1', '11.1.2.3'],
])('%s stands for a network', (name, v4, v6, other) => {
  expect(addressOf([name], v4, '198.51.100.1')).toBe('198.51.100.1');
  expect(addressOf([name], v6, '198.51.100.1')).toBe('198.51.100.1');
  expect(addressOf([name], other, '198.51.100.1')).toBe(other);
});

test('of several addresses, the last counts that is not of a trusted proxy: earlier ones may be made up', () => {
  expect(addressOf(PROXIES, '10.0.0.7', '1.1.1.1, 198.51.100.1, 192.168.4.4')).toBe('198.51.100.1');
  expect(addressOf(PROXIES, '10.0.0.7', '192.168.4.4')).toBe('192.168.4.4');
});

test.each([
  ['198.51.100.1:40001', '198.51.100.1'],
  ['[2001:db8::1]:40001', '2001:db8::1'],
  ['[2001:db8::1]', '2001:db8::1'],
  ['2001:db8::1', '2001:db8::1'],
  ['::ffff:198.51.100.1', '198.51.100.1'],
  ['::FFFF:198.51.100.1', '198.51.100.1'],
  ['198.51.100.1:40001, 192.168.4.4:5000', '198.51.100.1'],
  ['198.51.100.1\t,\t192.168.4.4', '198.51.100.1'],
])('%s is %s, whatever port its proxy tells', (forwarded, address) => {
  expect(addressOf(PROXIES, '10.0.0.7', forwarded)).toBe(address);
});

test('what is no address is taken as it is, but not without end', () => {
  expect(addressOf(PROXIES, '10.0.0.7', 'unknown')).toBe('unknown');
  expect(addressOf(PROXIES, '10.0.0.7', 'x'.repeat(10_000))).toHaveLength(64);
  expect(addressOf(PROXIES, undefined)).toBe('');
  expect(addressOf([], undefined)).toBe('');
});

test.each([
  ['10.0.0.7', true],
  ['10.0.0.0/8', true],
  ['fd00::/8', true],
  ['loopback', true],
  ['linklocal', true],
  ['uniquelocal', true],
  ['10.0.0.0/33', false],
  ['010.0.0.1', false],
  ['proxy.example', false],
  ['*', false],
])('TRUSTED_PROXIES may have %s: %s', (text, valid) => {
  expect(isProxy(text)).toBe(valid);
});
