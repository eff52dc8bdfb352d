// Writes src/domain/stresses.txt from the CMU Pronouncing Dictionary (public domain): npm run stresses
// A line a pattern, 1 for a stressed syllable and 0 for another, then the endings of words that have it. The longest ending
// that fits a word decides; "^" is a word's beginning. All of the dictionary's words come out as it has them.
import { writeFile } from 'node:fs/promises';
import { dictionary } from 'cmu-pronouncing-dictionary';

const patternOf = (phones) => phones.replace(/[^012]/g, '').replaceAll('2', '1');

/** Endings as a tree from the last letter backwards, with the patterns of the words that have them, counted. */
function treeOf(words) {
  const root = { kids: new Map(), counts: new Map() };
  for (const [word, pattern] of words) {
    let node = root;
    for (const letter of ['', ...[...word].reverse(), '^']) {
      if (letter) {
        if (!node.kids.has(letter)) node.kids.set(letter, { kids: new Map(), counts: new Map() });
        node = node.kids.get(letter);
      }
      node.counts.set(pattern, (node.counts.get(pattern) ?? 0) + 1);
    }
  }
  return root;
}

const usual = (node) => [...node.counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0][0];

/** The endings that say something else than the shorter ending before them. */
function collect(node, ending, said, into) {
  const pattern = usual(node);
  if (pattern !== said) into.set(pattern, [...(into.get(pattern) ?? []), ending]);
  for (const [letter, kid] of node.kids) collect(kid, letter + ending, pattern, into);
}

const words = Object.entries(dictionary).filter(([word]) => /^[a-z']+$/.test(word)).map(([word, phones]) => [word, patternOf(phones)]).filter(([, pattern]) => pattern);
const endings = new Map();
collect(treeOf(words), '', null, endings);
const lines = [...endings].sort().map(([pattern, list]) => `${pattern}:${list.sort().join(' ')}`);
await writeFile(new URL('../src/domain/stresses.txt', import.meta.url), `${lines.join('\n')}\n`);
