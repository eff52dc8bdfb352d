import { expect, it } from 'vitest';
import grooveLevels from '../sound/groove_levels.json';
import { grooveNamesKo } from './groove_names_ko';

const names = Object.keys(import.meta.glob('../../../data/grooves/*.toml')).map((file) => file.replace(/.*\/|\.toml$/g, '')).sort();

it('has a Korean name and a level for every groove, and none for others', () => {
  expect(names.length).toBeGreaterThan(20);
  expect(Object.keys(grooveNamesKo).sort()).toEqual(names);
  expect(Object.keys(grooveLevels).filter((name) => name !== 'plain').sort()).toEqual(names);
});
