import { provenanceOf, type ChordSource } from '../domain/provenance';
import type { Song } from '../domain/song';
import { sourceWords } from './musicWords';
import { language, t } from './text';

/** One page on who made what: as it is seen, printed and written beside a song. */
export interface RecordPage {
  title: string;
  facts: string[];
  /** A line for each inspiration. */
  inspirations: string[];
  heads: string[];
  /** A row for each chord: section, bar, chord, where it is from, by whom it was proposed. */
  rows: string[][];
}

const rowOf = ({ part, bar, symbol, origin }: ChordSource): string[] => [
  part, String(bar), symbol, sourceWords(origin),
  origin.kind === 'suggestion' ? `${origin.proposer}, ${origin.prior}, ${t('origin.draw', { seed: origin.seed })}` : '',
];

/** @param made  With what, since when and in how many versions, in words. */
export function recordPage(song: Song, made: string): RecordPage {
  const { byHand, suggested, transcribed, notes, words, chords } = provenanceOf(song);
  return {
    title: song.title || t('shell.untitled'),
    facts: [made, t('origin.counts', { hand: byHand, suggested, transcribed, notes, words })],
    inspirations: song.inspirations.map((one) =>
      [one.text ? `“${one.text}”` : '', ...one.imageRefs.map(() => t('origin.picture')), ...one.audioRefs.map(() => t('origin.sound'))].filter(Boolean).join(', ')),
    heads: [t('origin.part'), t('origin.bar'), t('origin.chord'), t('origin.source'), t('origin.how')],
    rows: chords.map(rowOf),
  };
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const safe = (text: string): string => text.replace(/[&<>"]/g, (one) => escapes[one] ?? one);
const all = (tag: string, texts: readonly string[]): string => texts.map((text) => `<${tag}>${safe(text)}</${tag}>`).join('');

/** The page as a file of its own: nothing else is needed to read or print it, and nothing in it runs. */
export function recordHtml({ title, facts, inspirations, heads, rows }: RecordPage): string {
  return `<!doctype html>
<html lang="${language.value}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${safe(`${title}: ${t('origin.title')}`)}</title>
<style>body{max-width:50rem;margin:2rem auto;padding:0 1rem;font:1rem/1.4 sans-serif}table{width:100%;border-collapse:collapse}th,td{padding:2px 8px 2px 0;text-align:left;vertical-align:top;border-bottom:1px solid #ddd}</style>
<h1>${safe(title)}</h1>
${all('p', facts)}
<h2>${safe(t('origin.inspirations'))}</h2>
<ul>${all('li', inspirations.length ? inspirations : [t('origin.none')])}</ul>
<h2>${safe(t('origin.chords'))}</h2>
<table>
<thead><tr>${all('th', heads)}</tr></thead>
<tbody>
${rows.map((row) => `<tr>${all('td', row)}</tr>`).join('\n')}
</tbody>
</table>
</html>
`;
}
