import { expect, test } from 'vitest';
import { seeded, shuffled } from '../../bench/measure/random.js';

const servers = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];

test('the same seed gives the same orders, another seed others', () => {
  const orders = (seed: string) => {
    const random = seeded(seed);
    return [shuffled(servers, random), shuffled(servers, random)];
  };
  expect(orders('7 p R1')).toEqual(orders('7 p R1'));
  expect(orders('7 p R1')).not.toEqual(orders('8 p R1'));
});

test('each order has every server once, and neighbours change', () => {
  const random = seeded('1');
  const followers = new Set<string | undefined>();
  for (let round = 0; round < 200; round++) {
    const order = shuffled(servers, random);
    expect([...order].sort()).toEqual(servers);
    followers.add(order[order.indexOf('a') + 1]);
  }
  expect(followers).toEqual(new Set([...servers.slice(1), undefined]));
});
