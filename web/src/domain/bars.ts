import { asOne, editsTo, endOf, withoutSpan } from './arrange';
import { tuneCleared } from './barTune';
import type { Edit, Part, Tick } from './song';
import type { Bar } from './timeline';

/** Bars put in and taken out in the midst of a part: chords, tune and words behind them move along. */

/** Tune and words that begin at or behind a tick, moved. */
function tuneShifted(part: Part, from: Tick, by: Tick): Edit[] {
  return [
    ...part.melody.filter((note) => note.start >= from).map((note): Edit => ({ op: 'changeNote', note: { ...note, start: note.start + by } })),
    ...part.lyrics.filter((lyric) => lyric.start >= from).map((lyric): Edit => ({ op: 'changeLyric', lyric: { ...lyric, start: lyric.start + by } })),
  ];
}

/** An empty bar before another. A chord or note that sounds over that bar line goes on as long as before. */
export function barInserted(part: Part, before: Bar): Edit[] {
  const chords = part.chords.filter((chord) => chord.start >= before.start);
  return [{
    op: 'batch',
    edits: [
      { op: 'setBars', partId: part.id, bars: part.bars + 1 },
      ...chords.map((chord): Edit => ({ op: 'moveChord', chordId: chord.id, start: chord.start + before.length })),
      ...tuneShifted(part, before.start, before.length),
    ],
  }];
}

/** Bars [first, last] go, with what begins in them; what sounds into them ends there. One bar of the part stays. */
export function barsTaken(part: Part, bars: readonly Bar[], first: Bar, last: Bar): Edit[] {
  const gone = bars.filter((bar) => bar.start >= first.start && bar.start <= last.start).length;
  if (gone === 0 || gone >= part.bars) return [];
  const [from, to] = [first.start, endOf(last)];
  const chords = withoutSpan(part.chords, from, to).map((chord) => (chord.start >= to ? { ...chord, start: chord.start - (to - from) } : chord));
  return asOne([...editsTo(part, chords), ...tuneCleared(part, from, to), ...tuneShifted(part, to, from - to), { op: 'setBars', partId: part.id, bars: part.bars - gone }]);
}
