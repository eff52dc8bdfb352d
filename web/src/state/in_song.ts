import type { Brief, Idea, IdeasRequest } from '../api/types';
import { applyAll } from '../domain/edits';
import { tuneIn } from '../domain/melody';
import type { Part, Song } from '../domain/song';
import { partLength } from '../domain/timeline';
import type { Card } from './cards';
import type { Dials } from './dials';
import { withIds } from './freshIds';
import type { Selection } from './song';
import { metreOf, stretchOf } from './stretch';
import { kCount, shiftsOf, type InSongKind } from './suggestion_requests';

/** Chords for a place of the song: `POST /songs/{id}/suggestions` (docs/in-song.md). */

const asksForBars = (kind: InSongKind): boolean => kind !== 'continue' && kind !== 'contrast';
const newBars = 4;

/** The chosen bars of a part, counted from 1; the whole part where nothing is chosen. */
export function barsOf(song: Song, part: Part, chosen: Selection | null): { from: number; bars: number } {
  if (!chosen || chosen.partId !== part.id || chosen.end <= chosen.start) return { from: 1, bars: part.bars };
  const { bar } = metreOf(song, part);
  const first = Math.min(part.bars - 1, Math.max(0, Math.floor(chosen.start / bar)));
  const behind = Math.min(part.bars, Math.ceil(chosen.end / bar));
  return { from: first + 1, bars: Math.max(1, behind - first) };
}

export function inSongRequest(
  kind: InSongKind, song: Song, part: Part, chosen: Selection | null, brief: Brief | null, dials: Dials,
): IdeasRequest {
  return {
    kind,
    part: part.id,
    ...(asksForBars(kind) ? barsOf(song, part, chosen) : kind === 'continue' ? { bars: newBars } : {}),
    ...(kind === 'continue' || kind === 'contrast' ? { rhythm: dials.rhythm } : {}),
    ending: dials.ending,
    count: kCount,
    surprise: dials.surprise,
    shifts: shiftsOf(dials),
    ...(brief ? { inspiration: brief } : {}),
  };
}

/** What an idea does to the song, where, and how that sounds: the bars it touches as they would be. */
export function ownOfIdea(
  request: IdeasRequest, idea: Idea | undefined, song: Song, part: Part,
): Pick<Card, 'edits' | 'says' | 'place' | 'heard'> {
  const edits = withIds(idea?.edits ?? []);
  const after = applyAll(song, edits).song;
  const made = after.parts.find((one) => !song.parts.some((old) => old.id === one.id));
  const touched = made ?? after.parts.find((one) => one.id === part.id) ?? part;
  const { beat, bar } = metreOf(after, touched);
  const start = made ? 0 : request.kind === 'continue' ? partLength(song, part) : ((request.from ?? 1) - 1) * bar;
  const end = made || request.kind === 'continue' ? partLength(after, touched) : start + (request.bars ?? part.bars) * bar;
  return { edits, says: idea?.says ?? [], place: { partId: touched.id, start }, heard: { ...stretchOf(touched, start, end, beat), tune: tuneIn(touched, start, end) } };
}
