import { splitChord } from './chordNames';
import { mod12, modes, pitchClassOf, type Key } from './notes';

/** Numerals of plain chords, for showing while the server is not reached; it knows better. */
const romans = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII'];

function degreeOf(pitchClass: number, key: Key): { degree: number; sign: string } {
  const above = mod12(pitchClass - pitchClassOf(key.tonic));
  const scale = modes[key.mode].semitones;
  const inScale = scale.indexOf(above);
  if (inScale >= 0) return { degree: inScale, sign: '' };
  const raisedBy = scale.indexOf(mod12(above + 1));
  return raisedBy >= 0 ? { degree: raisedBy, sign: 'b' } : { degree: Math.max(0, scale.indexOf(mod12(above - 1))), sign: '#' };
}

export function plainRoman(symbol: string, key: Key): string {
  const name = splitChord(symbol);
  if (!name) return '';
  const { degree, sign } = degreeOf(pitchClassOf(name.root), key);
  const small = /^(m(?!aj)|dim|°|o)/.test(name.quality);
  const roman = romans[degree] ?? '';
  return sign + (small ? roman.toLowerCase() : roman) + name.quality.replace(/^m(?!aj)/, '').replace(/^dim/, '°');
}

export function plainNashville(symbol: string, key: Key): string {
  const name = splitChord(symbol);
  if (!name) return '';
  const { degree, sign } = degreeOf(pitchClassOf(name.root), key);
  return `${sign}${degree + 1}${name.quality.replace(/^m(?!aj)/, '-')}`;
}
