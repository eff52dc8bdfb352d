import type { ApiSong, Edit, Mode, Origin } from '../api/types';

export type { Edit, Mode, Origin };
/** Whole numbers, 960 a quarter note. */
export type Tick = number;
export const kTicksPerQuarter = 960;

type Api = Required<ApiSong>;
type ApiPart = Api['parts'][number];

/** A song in which everything is there that the interface may leave out; see docs/song.md. */
export type Song = Omit<Api, 'parts' | 'style' | 'inspirations' | 'keywords' | 'sharing'> & {
  parts: Part[];
  style: Required<Api['style']>;
  inspirations: HeardInspiration[];
  keywords: Required<Api['keywords']>;
  sharing: Required<Api['sharing']>;
};
export type Part = Required<Omit<ApiPart, 'chords' | 'melody' | 'energy' | 'density'>>
  & Pick<ApiPart, 'energy' | 'density'> & { chords: Chord[]; melody: Note[] };
type ApiChord = NonNullable<ApiPart['chords']>[number];
type ApiNote = NonNullable<ApiPart['melody']>[number];
export type Chord = Required<Omit<ApiChord, 'voicing'>> & Pick<ApiChord, 'voicing'>;
export type Note = Required<ApiNote>;
export type Lyric = NonNullable<ApiPart['lyrics']>[number];
export type SongInspiration = Api['inspirations'][number];
/** `partId` is left out where it is for the whole song. */
export type HeardInspiration = Required<Omit<SongInspiration, 'partId'>> & Pick<SongInspiration, 'partId'>;
export type KeptSuggestion = Api['suggestions'][number];

/** The song with its defaults filled in. */
export function complete(song: ApiSong): Song {
  return {
    ...song,
    parts: song.parts.map(completePart),
    style: completeStyle(song.style),
    capo: song.capo ?? 0,
    mix: song.mix ?? [],
    inspirations: (song.inspirations ?? []).map(completeInspiration),
    keywords: completeKeywords(song.keywords),
    suggestions: song.suggestions ?? [],
    sharing: completeSharing(song.sharing),
    nextId: song.nextId ?? 1,
  };
}

// The same of what a song is made of. An edit may leave out as much as a song may.

export function completeStyle(style: ApiSong['style']): Song['style'] {
  return { groove: 'auto', swing: -1, energy: 0.5, density: 0.5, feel: 'normal', ...style };
}

export function completeKeywords(keywords: ApiSong['keywords']): Song['keywords'] {
  return { added: [], removed: [], pinned: [], ...keywords };
}

export function completeSharing(sharing: ApiSong['sharing']): Song['sharing'] {
  return { words: true, pictures: false, sounds: false, ...sharing };
}

export function completeInspiration(inspiration: SongInspiration): HeardInspiration {
  return { text: '', imageRefs: [], audioRefs: [], weight: 1, active: true, ...inspiration };
}

export function completePart(part: ApiPart): Part {
  return {
    ...part,
    pickupTicks: part.pickupTicks ?? 0,
    chords: (part.chords ?? []).map(completeChord),
    melody: (part.melody ?? []).map(completeNote),
    lyrics: part.lyrics ?? [],
  };
}

export function completeChord(chord: ApiChord): Chord {
  return { locked: false, origin: { kind: 'human' }, ...chord };
}

export function completeNote(note: ApiNote): Note {
  return { velocity: 80, ...note };
}

/** A song with nothing in it but one empty section of four bars. */
export function emptySong(title = ''): Song {
  return complete({
    schemaVersion: 3,
    title,
    tempoMap: [{ at: 0, bpm: 96 }],
    meterMap: [{ at: 0, meter: '4/4' }],
    keyMap: [{ at: 0, key: 'C', mode: 'Maj' }],
    parts: [{ id: 'p1', name: 'Verse', bars: 4 }],
    order: ['p1'],
    nextId: 2,
  });
}
