import { expect, it } from 'vitest';
import { peaksOf } from './peaks';

it('gives the loudest of each stretch, the loudest of all as 1', () => {
  expect(peaksOf(Float32Array.of(0, 0.25, -0.5, 0.1), 2)).toEqual([0.5, 1]);
});

it('draws silence flat, and a sound shorter than the picture with gaps', () => {
  expect(peaksOf(new Float32Array(8), 4)).toEqual([0, 0, 0, 0]);
  expect(peaksOf(Float32Array.of(1), 2)).toEqual([0, 1]);
});
