/** The pattern of an English word, a digit a syllable: 1 stressed, 0 not. Null for what is no word of Latin letters. */
export type Stresses = (word: string) => string | null;

/** Small words that a line runs over, unless its writer leans on them. */
const light = new Set(('a an the and or but nor if as of to in on at by for from with than that this is am are was were be been has have had do does did '
  + "can could will would shall should may might must not i you he she it we they me him her us them my your his its our their so there i'm you're he's she's it's we're they're i'll you'll").split(' '));

/** @param table  As tools/make_stresses.mjs writes it. Cost of a word: its letters. */
export function readStresses(table: string): Stresses {
  const patterns = new Map<string, string>();
  for (const line of table.split('\n')) {
    const colon = line.indexOf(':');
    for (const ending of colon < 0 ? [] : line.slice(colon + 1).split(' ')) patterns.set(ending, line.slice(0, colon));
  }
  return (word) => {
    const plain = word.toLowerCase().replaceAll('’', "'").replace(/^'|[^a-z']/g, '');
    if (!plain || /[^\u0000-\u024f’]/.test(word)) return null;
    if (light.has(plain)) return '0';
    const whole = `^${plain}`;
    for (let from = 0; from <= whole.length; ++from) {
      const pattern = patterns.get(whole.slice(from));
      if (pattern !== undefined) return pattern;
    }
    return null;
  };
}
