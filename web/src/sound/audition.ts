import { beatTicks, parseMeter } from '../domain/timeline';
import { complete, type Chord, type Note, type Part, type Song, type Tick } from '../domain/song';

/** Chords to be heard that are not in the song: a card's. Lengths in beats of the metre. */
export interface Heard {
  chords: readonly string[];
  beats: readonly number[];
  key: string;
  mode?: string;
  meter: string;
  /** The tune over them, in ticks from their beginning. */
  tune?: readonly Note[];
  /** Where the song's own tempo does not hold. */
  tempoBpm?: number;
}
/** What sounds before them, once. */
export type Context = Pick<Heard, 'chords' | 'beats'>;

/** A song that holds just the chords, played as the song is. `loopStart`: where its context ends. */
export function auditionSong(song: Song, heard: Heard, context: Context | undefined, place: Part | undefined): { song: Song; loopStart: Tick } {
  const meter = parseMeter(heard.meter);
  const beat = beatTicks(meter);
  const before = (context?.beats ?? []).reduce((sum, beats) => sum + beats, 0);
  const after = heard.beats.reduce((sum, beats) => sum + beats, 0);
  // The context is bars from the song, but where it begins in the midst of one, silence fills the bar up.
  const loopBeats = Math.ceil(before / meter.beats) * meter.beats;
  const chords = [
    ...chordsFrom(context?.chords ?? [], context?.beats ?? [], (loopBeats - before) * beat, beat, 'b'),
    ...chordsFrom(heard.chords, heard.beats, loopBeats * beat, beat, 'c'),
  ];
  const bars = Math.max(1, Math.ceil((loopBeats + after) / meter.beats));
  return {
    song: complete({
      schemaVersion: 3,
      title: '',
      tempoMap: [{ at: 0, bpm: heard.tempoBpm ?? song.tempoMap[0]?.bpm ?? 96 }],
      meterMap: [{ at: 0, meter: heard.meter }],
      keyMap: [{ at: 0, key: heard.key, mode: (heard.mode ?? 'Maj') as Song['keyMap'][number]['mode'] }],
      parts: [{
        id: 'p1', name: place?.name ?? 'Verse', bars, chords,
        melody: (heard.tune ?? []).map((note) => ({ ...note, start: note.start + loopBeats * beat })),
        ...(place?.energy !== undefined ? { energy: place.energy } : {}),
        ...(place?.density !== undefined ? { density: place.density } : {}),
      }],
      order: ['p1'],
      style: song.style,
      capo: song.capo,
      nextId: 2,
    }),
    loopStart: loopBeats * beat,
  };
}

function chordsFrom(symbols: readonly string[], beats: readonly number[], from: Tick, beat: Tick, prefix: string): Chord[] {
  let start = from;
  return symbols.map((symbol, index) => {
    const length = (beats[index] ?? 4) * beat;
    const chord: Chord = { id: `${prefix}-${index}`, start, length, symbol, locked: false, origin: { kind: 'human' } };
    start += length;
    return chord;
  });
}

/** Where a card goes on that takes over from another: as many bars after its context as the other had, round and round. */
export function samePlace(stopped: Tick, oldLoop: { start: Tick; end: Tick }, newLoop: { start: Tick; end: Tick }): Tick {
  const since = stopped - oldLoop.start;
  if (since < 0) return Math.max(0, newLoop.start + since);
  return newLoop.start + (since % (newLoop.end - newLoop.start));
}
