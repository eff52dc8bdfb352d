import { call } from './client';
import type { components } from './schema';

type Schemas = components['schemas'];
/** What a chord is in a key. */
export type ChordFacts = Schemas['ChordFacts'];
export type ChordShapes = Schemas['ChordShapes'];
export type Fingering = Schemas['Fingering'];
export type PianoShape = Schemas['PianoShape'];
/** Either an error, or the chord and, where asked for, its shapes. */
export type TypedChord = Schemas['TypedChord'];
export type ChordsRequest = Schemas['ChordsRequest'];
export type ChordsAnswer = Schemas['ChordsAnswer'];

export function readChords(request: ChordsRequest, signal?: AbortSignal): Promise<ChordsAnswer> {
  return call('/chords', { json: request, ...(signal ? { signal } : {}) });
}
