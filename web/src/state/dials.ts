import { signal } from '@preact/signals';

/** How suggestions are wished for, beside the keywords. */
export interface Dials {
  /** 0: as songs usually go; 1: rare in songs. */
  surprise: number;
  /** -1 plainer chords .. 1 richer ones, beside what the inspirations ask. */
  richness: number;
  /** -1 darker .. 1 brighter. */
  brightness: number;
  /** One chord a bar, or as songs share and hold bars. */
  rhythm: 'bar' | 'auto';
  ending: 'auto' | 'loop' | 'close' | 'open';
}

export const restingDials: Dials = { surprise: 0.5, richness: 0, brightness: 0, rhythm: 'bar', ending: 'auto' };
export const dials = signal<Dials>(restingDials);
