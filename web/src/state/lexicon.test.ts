import { beforeEach, expect, it, vi } from 'vitest';
import { originOf, withWord } from './lexicon';

beforeEach(() => {
  localStorage.clear();
  vi.resetModules();
});

it('keeps one name for what was found, the newest', () => {
  const once = withWord([], 'warm', 'candlelit');
  expect(withWord(once, 'Warm', 'amber')).toEqual([{ found: 'Warm', mine: 'amber' }]);
  expect(withWord(once, 'candlelit', 'amber')).toEqual([{ found: 'warm', mine: 'amber' }]);
  expect(originOf(once, 'Candlelit')).toBe('warm');
});

it('forgets a word that is given its own name again', () => {
  expect(withWord([{ found: 'warm', mine: 'candlelit' }], 'candlelit', 'warm')).toEqual([]);
});

it('remembers on this device, and reads nothing out of damage', async () => {
  const first = await import('./lexicon');
  first.learn('warm', 'candlelit');
  vi.resetModules();
  expect((await import('./lexicon')).lexicon.value).toEqual([{ found: 'warm', mine: 'candlelit' }]);
  localStorage.setItem('amuse.lexicon', '[{"found":1},"x"');
  vi.resetModules();
  expect((await import('./lexicon')).lexicon.value).toEqual([]);
});
