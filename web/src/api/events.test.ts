// @vitest-environment node
import { expect, it } from 'vitest';
import { parseEvent } from './events';

it('an event has a number, a name and JSON', () => {
  expect(parseEvent('id: 3\nevent: suggestion\ndata: {"index":0}')).toEqual({ id: '3', name: 'suggestion', data: { index: 0 } });
});
it('a comment is no event', () => {
  expect(parseEvent(': still here')).toBeNull();
});
