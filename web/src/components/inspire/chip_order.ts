/**
 * The words in the order they were first seen in, new ones behind: a chip does not run away from the hand that weighs
 * it, though readings come strongest first. @param renamed  From one name to another: the new one takes the place.
 */
export function inSeenOrder(seen: readonly string[], words: readonly string[], renamed: ReadonlyMap<string, string> = new Map()): string[] {
  const known = seen.map((word) => (words.includes(word) ? word : (renamed.get(word) ?? word)));
  return [...new Set([...known.filter((word) => words.includes(word)), ...words])];
}
