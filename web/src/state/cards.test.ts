import { describe, expect, it } from 'vitest';
import type { Suggested } from '../api/types';
import { changedIn, judge, keptOf, keywordsOf, originOf, rarityOf, type Answer, type Card } from './cards';

const suggested = (chords: string[], why: Suggested['why'] = []): Suggested => ({
  proposer: 'llm', chords, beats: chords.map(() => 4), romans: chords.map((_, i) => `r${i}`), voicings: chords.map((_, i) => [48 + i]),
  logP: -1, logQ: -1, acceptance: 1, accepted: true, surprise: 0.4, word: 'drift', why,
  voiceLeading: { semitonesPerVoice: 1, fromContext: null, toContext: null },
});
const card = (chords: string[]): Card => ({
  id: 'card1', kind: 'fresh', suggestion: suggested(chords), key: 'C', mode: 'Maj', meter: '4/4', bars: 4, edits: null, says: [], place: null,
  heard: null, tempoBpm: [80, 90], changed: [], origin: { kind: 'suggestion', seed: 7, prior: 'open', proposer: 'builtin', inspiration: 'rain' },
});

describe('originOf', () => {
  const models = { prior: 'open', proposerModel: 'q', proposer: 'llm home fake-1 propose-1' };
  const answer = { seed: 7, models, proposer: 'llm' } as unknown as Answer;
  it('tells whose a card is, where the built-in proposer keeps a language model company', () => {
    expect(originOf(answer, suggested(['C']), 'rain')).toMatchObject({ proposer: 'llm home fake-1 propose-1', seed: 7 });
    expect(originOf(answer, { ...suggested(['C']), proposer: 'builtin' }, 'rain')).toMatchObject({ proposer: 'builtin' });
  });
  it('names the built-in proposer in full where nobody else was asked', () => {
    const alone = { ...answer, proposer: 'builtin', models: { ...models, proposer: 'builtin-1 (aa)' } } as unknown as Answer;
    expect(originOf(alone, { ...suggested(['C']), proposer: 'builtin' }, '')).toMatchObject({ proposer: 'builtin-1 (aa)' });
  });
});

describe('keywordsOf', () => {
  it('names each keyword of the explanation once', () => {
    const why = [
      { code: 'sevenths', params: {}, text: 'mostly sevenths: soft edges, for late-night' },
      { code: 'dark', params: { keyword: 'lonely' }, text: 'mostly minor chords, for lonely' },
      { code: 'bass-walk', params: {}, text: 'the bass walks down step by step: C B A' },
      { code: 'applied', params: {}, text: 'E7 leans hard into Am, for lonely' },
    ];
    expect(keywordsOf(suggested(['C'], why))).toEqual(['late-night', 'lonely']);
  });
});

it.each([[0, 'typical'], [0.33, 'typical'], [0.34, 'fresh'], [0.74, 'fresh'], [0.75, 'rare'], [1, 'rare']])(
  'calls %d %s, as the explanation does', (surprise, rarity) => expect(rarityOf(surprise)).toBe(rarity));

describe('judging', () => {
  const kept = { id: 's1', chords: ['C', 'Am'], beats: [4, 4], key: 'C', mode: 'Maj', verdict: 'shown' } as const;
  const known = [{ ...kept, chords: [...kept.chords], beats: [...kept.beats] }];
  it('adds what the song does not know, with its word', () => {
    expect(judge(card(['C', 'F']), 'kept', known)).toMatchObject({ op: 'addSuggestion', suggestion: { chords: ['C', 'F'], verdict: 'kept', note: 'drift' } });
  });
  it('judges anew what it knows, and says nothing twice', () => {
    expect(judge(card(['C', 'Am']), 'refused', known)).toEqual({ op: 'judgeSuggestion', suggestionId: 's1', verdict: 'refused' });
    expect(judge(card(['C', 'Am']), 'shown', known)).toBeNull();
  });
  it('takes the same chords in another key for another progression', () => {
    expect(keptOf({ ...card(['C', 'Am']), key: 'F' }, known)).toBeUndefined();
  });
});

it.each([
  [['C', 'Em', 'F'], ['C', 'Am', 'F'], [1]],
  [['C', 'Em'], ['C', 'Am', 'F'], []],
])('finds what changed in %j from %j', (chords, before, changed) => expect(changedIn(chords, before)).toEqual(changed));
