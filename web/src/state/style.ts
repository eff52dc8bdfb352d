import { t } from '../text/text';
import type { Song } from '../domain/song';
import { change, song } from './song';

type Style = Song['style'];
export const slowest = 20;
export const fastest = 400;

export function setStyle(part: Partial<Style>, label: string): void {
  change([{ op: 'setStyle', style: { ...song.value.style, ...part } }], label);
}

export const tempo = (): number => song.value.tempoMap[0]?.bpm ?? 96;

/** @param bpm  Quarter notes a minute; what lies outside 20 to 400 is brought there. */
export function setTempo(bpm: number): void {
  const clean = Math.min(fastest, Math.max(slowest, Math.round(bpm * 10) / 10));
  if (!Number.isFinite(clean) || clean === tempo()) return;
  change([{ op: 'setTempo', at: 0, bpm: clean }], t('sound.did.tempo', { bpm: clean }));
}
