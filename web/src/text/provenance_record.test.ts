import { expect, it } from 'vitest';
import { complete, emptySong } from '../domain/song';
import { recordHtml, recordPage } from './provenance_record';

const base = emptySong('Rain & <b>more</b>');
const song = complete({
  ...base,
  parts: [{
    id: 'p1', name: 'Verse', bars: 2, chords: [
      { id: 'c1', start: 0, length: 3840, symbol: 'Am7', origin: { kind: 'suggestion', seed: 7, prior: 'open-1', proposer: 'builtin-1', inspiration: '<script>alert(1)</script>' } },
      { id: 'c2', start: 3840, length: 3840, symbol: 'F' },
    ],
  }],
  inspirations: [{ text: 'quiet "rain"', imageRefs: ['media:a'] }],
});

it('tells each chord with its section, bar, source and draw', () => {
  const page = recordPage(song, 'Made with Amuse 1.');
  expect(page.facts[0]).toBe('Made with Amuse 1.');
  expect(page.facts[1]).toContain('1 by hand, 1 suggested');
  expect(page.inspirations).toEqual(['“quiet "rain"”, a picture']);
  expect(page.rows).toEqual([
    ['Verse', '1', 'Am7', 'suggested for “<script>alert(1)</script>”', 'builtin-1, open-1, draw 7'], ['Verse', '2', 'F', 'by hand', ''],
  ]);
});

it('is a page that asks for nothing and runs nothing, whatever the song says', () => {
  const html = recordHtml(recordPage(song, 'x'));
  const page = new DOMParser().parseFromString(html, 'text/html');
  expect(page.querySelector('h1')?.textContent).toBe('Rain & <b>more</b>');
  expect([...page.querySelectorAll('tbody tr')].map((row) => row.children[2]?.textContent)).toEqual(['Am7', 'F']);
  expect(page.querySelectorAll('script, b, [src], [href]').length).toBe(0);
});
