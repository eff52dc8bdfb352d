import { expect, it } from 'vitest';
import { en } from './en';
import { enIdeas } from './en_ideas';
import { enListen } from './en_listen';
import { enSing } from './en_sing';
import { enTake } from './en_take';
import { enTune } from './en_tune';
import { ko } from './ko';
import { reasonPatterns } from './reasons_ko';
import { language, t, type MessageKey } from './text';

const keys = Object.keys(en) as MessageKey[];
const blanks = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map((found) => found[1] ?? '').sort();
/** The same in both: names and units, and what is only a blank with signs around it. */
const names: readonly MessageKey[] = ['shell.app', 'keys.ctrl', 'sound.db'];
const isSame = (key: MessageKey): boolean => names.includes(key) || !/[A-Za-z]/.test(en[key].replace(/\{\w+\}/g, ''));

it('has each key in one place', () => {
  const pieces = [enIdeas, enListen, enSing, enTake, enTune].flatMap((piece) => Object.entries(piece));
  expect(new Set(pieces.map(([key]) => key)).size).toBe(pieces.length);
  expect(pieces.filter(([key, text]) => en[key as MessageKey] !== text)).toEqual([]);
});

it('says one of something as one', () => {
  language.value = 'en';
  expect([t('song.beats', { beats: 1 }), t('song.beats', { beats: 1.5 }), t('words.countNotes', { syllables: 1, notes: 2 })])
    .toEqual(['1 beat', '1.5 beats', '1 syllable, 2 notes']);
});

it('fills in the same blanks in Korean as in English', () => {
  expect(keys.filter((key) => blanks(en[key]).join() !== blanks(ko[key]).join())).toEqual([]);
});

it('is in Korean throughout', () => {
  expect(keys.filter((key) => !isSame(key) && !/[가-힣]/.test(ko[key]))).toEqual([]);
});

it('never leaves a particle to a word it does not know: only pairs such as 을(를) follow a blank', () => {
  const bare = /\{\w+\}[’”]?(을|를|은|는|과|와)(?!\()(?=\s|$)/;
  expect([...keys.map((key) => ko[key]), ...Object.values(reasonPatterns)].filter((text) => bare.test(text))).toEqual([]);
});

it('has a Korean reason for each that the server gives', () => {
  // The codes of src/app/explain.cpp.
  const codes = ['applied', 'at-ease', 'borrowed', 'bright', 'comes-home', 'dark', 'fresh', 'left-open', 'power-chords', 'rare', 'sevenths', 'starts-away', 'suspended', 'turns-back', 'two-five', 'typical'];
  expect(codes.filter((code) => !(code in reasonPatterns))).toEqual([]);
  expect(['bass-walk.up', 'bass-walk.down'].every((code) => code in reasonPatterns)).toBe(true);
});
