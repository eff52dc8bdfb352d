import { describe, expect, it } from 'vitest';
import { fretWindow, keysAround } from './keyboard';

describe('keysAround', () => {
  it('draws whole octaves from the C below', () => {
    const keys = keysAround([57, 60, 64]);
    expect(keys.length).toBe(24);
    expect(Math.min(...keys.map(({ pitch }) => pitch))).toBe(48);
    expect(keys.find(({ pitch }) => pitch === 60)?.x).toBe(7);
  });

  it('puts black keys last, between their neighbours', () => {
    const keys = keysAround([48]);
    expect(keys.slice(0, 14).every(({ black }) => !black)).toBe(true);
    const sharp = keys.find(({ pitch }) => pitch === 49);
    expect(sharp?.x).toBeGreaterThan(0);
    expect(sharp?.x).toBeLessThan(1);
  });
});

describe('fretWindow', () => {
  it.each([
    [[-1, 3, 2, 0, 1, 0], 1, 4],
    [[5, 7, 7, 6, 5, 5], 5, 4],
    [[-1, 10, 8, 8, 8, 10], 8, 4],
    [[2, 4, 1, 6], 1, 6],
  ])('shows what %j needs', (frets, first, count) => expect(fretWindow(frets)).toEqual({ first, count }));
});
