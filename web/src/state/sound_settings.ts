import { effect, signal } from '@preact/signals';
import { readKept, writeKept } from './kept';

const place = 'amuse.sound';
const kept = (readKept(place) ?? {}) as { metronome?: boolean; countIn?: boolean; volume?: number };

/** How this device plays; not part of the song. */
export const metronome = signal(kept.metronome === true);
/** A bar of clicks before playing begins. */
export const countIn = signal(kept.countIn === true);
/** 0 to 1. */
export const volume = signal(typeof kept.volume === 'number' ? Math.min(1, Math.max(0, kept.volume)) : 0.8);

effect(() => writeKept(place, { metronome: metronome.value, countIn: countIn.value, volume: volume.value }));
