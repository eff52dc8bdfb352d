import { expect, it } from 'vitest';
import { inSeenOrder } from './chip_order';

it.each([
  [[], ['a', 'b'], {}, ['a', 'b']],
  [['a', 'b', 'c'], ['c', 'a', 'b', 'new'], {}, ['a', 'b', 'c', 'new']],
  [['a', 'b'], ['new', 'b'], { a: 'new' }, ['new', 'b']],
  [['a', 'b'], ['b'], {}, ['b']],
  [['a', 'b'], ['b', 'a'], { a: 'b' }, ['a', 'b']],
])('from %j and %j with %j makes %j', (seen, words, renamed, order) =>
  expect(inSeenOrder(seen, words, new Map(Object.entries(renamed)))).toEqual(order));
