import type { ScoreTrack } from './score';

/** One recorded note; seconds count from the marker's top, loops from the zone's beginning. */
export interface Zone {
  /** MIDI number; the drum's key in kits. */
  pitch: number;
  at: number;
  length: number;
  /** Brings the sample to the level the soundfont has at full velocity. */
  gain: number;
  loop?: { start: number; end: number; likeness: number };
}

export interface Instrument {
  name: string;
  file: string;
  drums: boolean;
  /** General MIDI programs (kits) it stands in for. */
  programs: readonly number[];
  /** Their loudness beside the recorded one's, in the same order. */
  levels: readonly number[];
  /** Seconds in which a note that is let go falls by 60 dB; 0: it rings out. */
  release: number;
  zones: readonly Zone[];
}

/** web/public/samples/manifest.json, written by tools/samples. */
export interface Manifest {
  version: 1;
  /** Seconds from a file's beginning to its marker's top. */
  marker: number;
  instruments: readonly Instrument[];
}

/**
 * The instruments a track needs, best first: a kit that lacks a drum takes it from the standard kit. Never empty in a
 * whole manifest: what no instrument stands in for is played by the piano.
 */
export function instrumentsFor(manifest: Manifest, { channel, program }: Pick<ScoreTrack, 'channel' | 'program'>): Instrument[] {
  const drums = channel === 'drums';
  const kind = manifest.instruments.filter((one) => one.drums === drums);
  const own = kind.find((one) => one.programs.includes(program));
  const plain = kind.find((one) => one.programs.includes(0));
  const list = drums ? [own, plain] : [own ?? plain];
  return [...new Set(list)].filter((one) => one !== undefined);
}

/** How loud a program is beside what was recorded for it. */
export function levelFor(instrument: Instrument, program: number): number {
  return instrument.levels[instrument.programs.indexOf(program)] ?? 1;
}

/** The zone nearest to a pitch; of drums that very key. */
export function zoneFor(instrument: Instrument, pitch: number): Zone | undefined {
  if (instrument.drums) return instrument.zones.find((zone) => zone.pitch === pitch);
  let nearest = instrument.zones[0];
  for (const zone of instrument.zones) {
    if (nearest && Math.abs(zone.pitch - pitch) < Math.abs(nearest.pitch - pitch)) nearest = zone;
  }
  return nearest;
}
