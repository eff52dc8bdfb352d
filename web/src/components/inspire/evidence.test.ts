import { describe, expect, it } from 'vitest';
import { piecesOf } from './evidence';

describe('piecesOf', () => {
  it.each([
    { text: 'quiet rain', spans: [[6, 10]], lit: ['rain'] },
    { text: '비가 오는 밤', spans: [[0, 3]], lit: ['비'] },
    { text: '🌧 rain, 🌧', spans: [[5, 9]], lit: ['rain'] },
    { text: 'the last train', spans: [[4, 8], [9, 14]], lit: ['last', 'train'] },
    { text: 'overlap', spans: [[0, 4], [2, 7]], lit: ['overlap'] },
    { text: 'nothing', spans: [], lit: [] },
  ] as const)('lights $lit in "$text" and loses nothing', ({ text, spans, lit }) => {
    const pieces = piecesOf(text, spans);
    expect(pieces.filter((piece) => piece.lit).map((piece) => piece.text)).toEqual(lit);
    expect(pieces.map((piece) => piece.text).join('')).toBe(text);
  });
});
