/** A stretch of text, and whether it is what a keyword rests on. */
export interface Piece {
  text: string;
  lit: boolean;
}

/** Start and end in UTF-8 bytes, end exclusive, as the server gives them. */
export type ByteSpan = readonly [number, number];

const bytesOf = (codePoint: number): number =>
  codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;

/** The text cut where a span begins or ends; put together again the pieces are the text. Spans may overlap. */
export function piecesOf(text: string, spans: readonly ByteSpan[]): Piece[] {
  const pieces: Piece[] = [];
  let byte = 0;
  for (const character of text) {
    const lit = spans.some(([start, end]) => byte >= start && byte < end);
    const last = pieces.at(-1);
    if (last && last.lit === lit) last.text += character;
    else pieces.push({ text: character, lit });
    byte += bytesOf(character.codePointAt(0) ?? 0);
  }
  return pieces;
}
