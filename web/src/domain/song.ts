import type { ApiSong, Edit, Mode, Origin } from '../api/types';

export type { Edit, Mode, Origin };
/** Whole numbers, 960 a quarter note. */
export type Tick = number;
export const kTicksPerQuarter = 960;

type Api = Required<ApiSong>;
type ApiPart = Api['parts'][number];

/** A song in which everything is there that the interface may leave out; see docs/song.md. */
export type Song = Omit<Api, 'parts' | 'style' | 'inspirations' | 'keywords'> & {
  parts: Part[];
  style: Required<Api['style']>;
  inspirations: Required<SongInspiration>[];
  keywords: Required<Api['keywords']>;
};
export type Part = Required<Omit<ApiPart, 'chords' | 'melody' | 'energy' | 'density'>>
  & Pick<ApiPart, 'energy' | 'density'> & { chords: Chord[]; melody: Note[] };
type ApiChord = NonNullable<ApiPart['chords']>[number];
export type Chord = Required<Omit<ApiChord, 'voicing'>> & Pick<ApiChord, 'voicing'>;
export type Note = Required<NonNullable<ApiPart['melody']>[number]>;
export type Lyric = NonNullable<ApiPart['lyrics']>[number];
export type SongInspiration = Api['inspirations'][number];
export type KeptSuggestion = Api['suggestions'][number];

/** The song with its defaults filled in. */
export function complete(song: ApiSong): Song {
  return {
    ...song,
    parts: song.parts.map(completePart),
    style: { groove: 'auto', swing: -1, energy: 0.5, density: 0.5, feel: 'normal', ...song.style },
    capo: song.capo ?? 0,
    mix: song.mix ?? [],
    inspirations: (song.inspirations ?? []).map(completeInspiration),
    keywords: { added: [], removed: [], pinned: [], ...song.keywords },
    suggestions: song.suggestions ?? [],
    nextId: song.nextId ?? 1,
  };
}

/** An inspiration with its defaults filled in. */
export function completeInspiration(inspiration: Api['inspirations'][number]): Required<SongInspiration> {
  return { text: '', imageRefs: [], audioRefs: [], weight: 1, active: true, ...inspiration };
}

function completePart(part: ApiPart): Part {
  return {
    ...part,
    pickupTicks: part.pickupTicks ?? 0,
    chords: (part.chords ?? []).map((chord) => ({ locked: false, origin: { kind: 'human' }, ...chord })),
    melody: (part.melody ?? []).map((note) => ({ velocity: 80, ...note })),
    lyrics: part.lyrics ?? [],
  };
}

/** A song with nothing in it but one empty section of four bars. */
export function emptySong(title = ''): Song {
  return complete({
    schemaVersion: 2,
    title,
    tempoMap: [{ at: 0, bpm: 96 }],
    meterMap: [{ at: 0, meter: '4/4' }],
    keyMap: [{ at: 0, key: 'C', mode: 'Maj' }],
    parts: [{ id: 'p1', name: 'Verse', bars: 4 }],
    order: ['p1'],
    nextId: 2,
  });
}
