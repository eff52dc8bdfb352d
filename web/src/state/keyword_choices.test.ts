import { describe, expect, it } from 'vitest';
import { bringBack, cleanWord, fieldsFor, remove, rename, setPinned, weigh, type KeywordChoices } from './keyword_choices';

const untouched: KeywordChoices = { added: [], removed: [], pinned: [] };
const found = [
  { word: 'rainy', weight: 1 },
  { word: 'warm', weight: 0.47 },
];

describe('keyword choices', () => {
  it('weighs a word anew in its place, and within 0 and 1', () => {
    const two = weigh(weigh(untouched, 'warm', 0.5), 'jazz', 2);
    expect(weigh(two, 'Warm', -1).added).toEqual([
      { word: 'Warm', weight: 0 },
      { word: 'jazz', weight: 1 },
    ]);
  });

  it('takes a word out of everywhere when it is removed, and back', () => {
    const removed = remove(setPinned(weigh(untouched, 'warm', 0.5), 'warm', true), 'warm');
    expect(removed).toEqual({ added: [], removed: ['warm'], pinned: [] });
    expect(bringBack(removed, 'WARM')).toEqual(untouched);
  });

  it('forgets that a word was removed when it is added or pinned', () => {
    const removed = remove(untouched, 'warm');
    expect(weigh(removed, 'warm', 1).removed).toEqual([]);
    expect(setPinned(removed, 'warm', true).removed).toEqual([]);
  });

  it('renames with weight and pin', () => {
    expect(rename(setPinned(untouched, 'warm', true), 'warm', 'candlelit', 0.4)).toEqual({
      added: [{ word: 'candlelit', weight: 0.4 }],
      removed: ['warm'],
      pinned: ['candlelit'],
    });
  });

  it.each([
    ['  slow ,burning: ', 'slow burning'],
    ['two\nlines', 'two lines'],
    [',:', ''],
  ])('cleans %j to %j', (typed, clean) => expect(cleanWord(typed)).toBe(clean));
});

describe('fieldsFor', () => {
  it('asks for nothing where nothing was done', () => {
    expect(fieldsFor(untouched, found, [])).toBeNull();
    expect(fieldsFor(remove(untouched, 'icy'), found, [{ found: 'cold', mine: 'blue' }])).toBeNull();
  });

  it('takes away only what was found', () => {
    expect(fieldsFor(remove(remove(untouched, 'icy'), 'Rainy'), found, [])?.without).toBe('rainy');
  });

  it("exchanges a word for the songwriter's own at the weight found", () => {
    expect(fieldsFor(untouched, found, [{ found: 'warm', mine: 'candlelit' }])).toEqual({
      keywords: 'candlelit:0.47',
      without: 'warm',
      pin: '',
    });
  });

  it('leaves a word alone that this song asks for by name', () => {
    const asked = weigh(untouched, 'warm', 0.9);
    expect(fieldsFor(asked, found, [{ found: 'warm', mine: 'candlelit' }])).toEqual({ keywords: 'warm:0.90', without: '', pin: '' });
  });

  it('does not bring back what was removed under its own name', () => {
    const gone = remove(untouched, 'candlelit');
    expect(fieldsFor(gone, found, [{ found: 'warm', mine: 'candlelit' }])?.keywords).toBe('');
  });
});
