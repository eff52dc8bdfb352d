import type { Edit, Origin, Suggested, Suggestions } from '../api/types';
import type { KeptSuggestion, Mode } from '../domain/song';
import type { Place } from './place';
import type { AskKind } from './suggestion_requests';
import type { Stretch } from './stretch';

/** One suggestion on the page, with all that is needed to hear it and to put it into the song. */
export interface Card {
  id: string;
  kind: AskKind;
  suggestion: Suggested;
  key: string;
  mode: Mode;
  meter: string;
  bars: number;
  /** What puts it into the song, where the server said so; else it is inserted at a place. */
  edits: Edit[] | null;
  /** What it changes, a line each. */
  says: string[];
  /** Where in the song it belongs; nothing: wherever the songwriter works. */
  place: Place | null;
  /** What is played to hear it, where that is more than its own chords. */
  heard: Stretch | null;
  origin: Origin;
  tempoBpm: readonly number[];
  /** Which of its chords are others than in the card it was made from. */
  changed: readonly number[];
}

export type Verdict = KeptSuggestion['verdict'];

export const stretchOfCard = (card: Card): Stretch =>
  card.heard ?? { chords: card.suggestion.chords, beats: card.suggestion.beats };

/** The keywords its explanation names, each once, in their order. */
export function keywordsOf(suggestion: Suggested): string[] {
  const named = suggestion.why.flatMap(({ params, text }) => {
    const { keyword } = (params ?? {}) as { keyword?: unknown };
    if (typeof keyword === 'string') return [keyword];
    const word = /, for ([^,]+)$/.exec(text)?.[1];
    return word ? [word] : [];
  });
  return [...new Set(named)];
}

export type Rarity = 'typical' | 'fresh' | 'rare';
/** In the words of the explanation: up to 33 of 100 real openings are more common, up to 75, more. */
export const rarityOf = (surprise: number): Rarity => {
  const percent = Math.round(surprise * 100);
  return percent <= 33 ? 'typical' : percent < 75 ? 'fresh' : 'rare';
};

/** The entry of the song that holds this progression, whatever became of it. */
export function keptOf(card: Card, suggestions: readonly KeptSuggestion[]): KeptSuggestion | undefined {
  const { chords, beats } = card.suggestion;
  return suggestions.find((one) =>
    one.key === card.key && one.mode === card.mode && one.chords.join(' ') === chords.join(' ')
    && one.beats.join(' ') === beats.join(' '));
}

/** Which chords of a progression are others than in the one it was made from; none where they do not run in parallel. */
export function changedIn(chords: readonly string[], before: readonly string[]): number[] {
  if (chords.length !== before.length) return [];
  return chords.flatMap((chord, index) => (chord === before[index] ? [] : [index]));
}

/** The edit by which the song remembers what became of a card; null where it does already. */
export function judge(card: Card, verdict: Verdict, suggestions: readonly KeptSuggestion[]): Edit | null {
  const known = keptOf(card, suggestions);
  if (known?.verdict === verdict) return null;
  if (known) return { op: 'judgeSuggestion', suggestionId: known.id, verdict };
  const { chords, beats, word } = card.suggestion;
  return { op: 'addSuggestion', suggestion: { chords, beats, key: card.key, mode: card.mode, verdict, note: word, origin: card.origin } };
}

/** What is the same for all suggestions of an answer, and known before the first of them. */
export type Answer = Pick<Suggestions, 'seed' | 'models' | 'inspiration' | 'key' | 'mode' | 'meter' | 'proposer'>;

/** Beside a language model's, the built-in proposer's own say so. */
const proposerOf = (answer: Answer, suggestion: Suggested): string =>
  (suggestion.proposer === 'builtin' && answer.proposer !== 'builtin' ? 'builtin' : answer.models.proposer);

export const originOf = (answer: Answer, suggestion: Suggested, inspiration: string): Origin => ({
  kind: 'suggestion',
  seed: answer.seed,
  prior: answer.models.prior,
  proposer: proposerOf(answer, suggestion),
  inspiration,
});
