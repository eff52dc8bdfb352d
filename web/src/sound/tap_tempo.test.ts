import { describe, expect, it } from 'vitest';
import { TapTempo } from './tap_tempo';

describe('TapTempo', () => {
  it('evens out a hand that is not exact', () => {
    const taps = new TapTempo();
    const found = [0, 510, 990, 1505, 2000].map((time) => taps.tap(time));
    expect(found[0]).toBeNull();
    expect(found[4]).toBeCloseTo(120, 6);
  });

  it('begins anew after a pause', () => {
    const taps = new TapTempo();
    for (const time of [0, 500, 1000]) taps.tap(time);
    expect(taps.tap(5000)).toBeNull();
    expect(taps.tap(6000)).toBeCloseTo(60, 6);
  });
});
