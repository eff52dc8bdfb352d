import type { ChordFacts } from '../api/chords';
import { noteText, type Key } from '../domain/notes';
import type { Mode, Origin } from '../domain/song';
import { t, type MessageKey } from './text';

export const modeName = (mode: Mode): string => t(`mode.${mode}` satisfies MessageKey);
export const keyWords = (key: Key): string => `${noteText(key.tonic)} ${modeName(key.mode)}`;

/** Where a chord comes from, seen from the key: "borrowed from C minor". */
export function originWords(facts: ChordFacts, key: Key): string {
  if (facts.origin === 'inKey') return t('song.origin.inKey');
  if (facts.origin === 'borrowed') {
    return facts.from ? t('song.origin.borrowedFrom', { from: keyWords({ tonic: key.tonic, mode: facts.from as Mode }) }) : t('song.origin.borrowed');
  }
  if (facts.origin === 'applied') return facts.to ? t('song.origin.leadsTo', { to: facts.to }) : t('song.origin.applied');
  return t('song.origin.outside');
}

/** Who made a chord: the songwriter, a suggestion for some words, or a transcription. */
export function sourceWords(origin: Origin): string {
  if (origin.kind === 'suggestion') return origin.inspiration ? t('origin.suggestedFor', { words: shortened(origin.inspiration) }) : t('origin.suggested');
  return t(origin.kind === 'transcription' ? 'origin.transcribed' : 'origin.hand');
}
const shortened = (words: string): string => {
  const line = words.replace(/\s+/g, ' ');
  return line.length > 48 ? `${line.slice(0, 46)}…` : line;
};
