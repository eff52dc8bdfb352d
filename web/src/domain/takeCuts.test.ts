import { expect, it } from 'vitest';
import { takeCuts } from './takeCuts';

it('makes a take of each round, with what was sung before its bar line', () => {
  expect(takeCuts(10000, 1000, 1200, 4)).toEqual([{ from: 700, to: 5200, lead: 500 }, { from: 4700, to: 9200, lead: 500 }]);
});

it('takes what there is where the recording begins late or the song is played once', () => {
  expect(takeCuts(5000, 1000, 200, null)).toEqual([{ from: 0, to: 5000, lead: 200 }]);
});

it('has no take where the count-in was not sung through', () => {
  expect(takeCuts(2000, 1000, 1900, 4)).toEqual([]);
  expect(takeCuts(1000, 1000, 3000, 4)).toEqual([]);
});
