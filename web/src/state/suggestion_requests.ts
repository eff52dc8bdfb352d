import type { Brief, Shifts, SuggestRequest } from '../api/types';
import type { Chord, Part, Song } from '../domain/song';
import type { Dials } from './dials';
import type { Card } from './cards';
import { contextAround, isSilent, keyOf, meterOf, metreOf } from './stretch';

/** What can be asked of a place in a song; the server has a route for each. */
export type InSongKind = 'more' | 'vary' | 'continue' | 'fill' | 'reharmonise' | 'contrast';
/** What a card leads on to. */
export type NearKind = 'like' | 'varied' | 'plainer' | 'richer';
/** All of it; also new ideas for the inspirations, and one chord anew. */
export type AskKind = 'fresh' | 'chord' | NearKind | InSongKind;

export const kCount = 4;
const mostExcluded = 200;

/** The dials that move what was heard. */
export const shiftsOf = ({ richness, brightness }: Dials): Shifts => ({ richness, brightness });

/** Nobody has chosen another metre yet than the one every song begins with: a waltz may bring its own. */
const isMetreOpen = (song: Song): boolean => isSilent(song) && song.meterMap.length === 1 && song.meterMap[0]?.meter === '4/4';

/** What every request for progressions of their own has in common. */
function common(song: Song, part: Part | undefined, brief: Brief, dials: Dials, exclude: readonly string[][]): SuggestRequest {
  return {
    inspiration: brief,
    shifts: shiftsOf(dials),
    ...(song.sharing.words ? {} : { proposer: 'builtin' as const }),
    ...(isMetreOpen(song) ? {} : { meter: meterOf(song, part) }),
    count: kCount,
    surprise: dials.surprise,
    exclude: exclude.slice(-mostExcluded),
  };
}

/** Nobody has chosen another key yet than the one every song begins with. */
const isKeyOpen = (song: Song): boolean =>
  isSilent(song) && song.keyMap.length === 1 && song.keyMap[0]?.key === 'C' && song.keyMap[0].mode === 'Maj';

/** Where a question is asked: the song, and the section that is worked on. */
export interface At {
  song: Song;
  part: Part | undefined;
}

/** Before a song has chords, or a key or metre of its own, the inspiration chooses key, mode and metre. */
export function freshRequest({ song, part }: At, brief: Brief, dials: Dials, exclude: readonly string[][], bars = 4): SuggestRequest {
  return {
    ...common(song, part, brief, dials, exclude),
    ...(isKeyOpen(song) ? {} : keyOf(song, part)),
    bars,
    rhythm: dials.rhythm,
    ending: dials.ending,
  };
}

/** How a card leads on: the share of its chords that gives way, and how much richer they become. */
const ways: Record<NearKind, { change: number; richness: number }> = {
  like: { change: 0.6, richness: 0 },
  varied: { change: 0.35, richness: 0 },
  plainer: { change: 0.35, richness: -0.5 },
  richer: { change: 0.35, richness: 0.5 },
};

const within = (value: number): number => Math.min(1, Math.max(-1, value));

/** A card's neighbours, in its key, mode, metre and length. */
export function nearRequest({ song, part }: At, brief: Brief, dials: Dials, card: Card, kind: NearKind, exclude: readonly string[][]): SuggestRequest {
  const { change, richness } = ways[kind];
  return {
    ...common(song, part, brief, { ...dials, richness: within(dials.richness + richness) }, exclude),
    key: card.key,
    mode: card.mode,
    meter: card.meter,
    bars: card.bars,
    ending: dials.ending,
    like: card.suggestion.chords,
    change,
  };
}

/** One chord anew between its neighbours; it does not come back itself. */
export function chordRequest({ song }: At, brief: Brief, dials: Dials, part: Part, chord: Chord): SuggestRequest {
  return {
    ...common(song, part, brief, dials, [[chord.symbol]]),
    ...keyOf(song, part),
    context: contextAround(part, chord, metreOf(song, part)),
  };
}
