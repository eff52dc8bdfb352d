import type { Brief, Edit, Idea, IdeasRequest, Origin, Suggested } from '../api/types';
import { applyAll } from '../domain/edits';
import { tuneIn } from '../domain/melody';
import type { Part, Song } from '../domain/song';
import { barTicks, beatTicks, parseMeter, partLength } from '../domain/timeline';
import type { Card } from './cards';
import type { Dials } from './dials';
import { freshId, withIds } from './freshIds';
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

/** What a card has beyond a progression of its own. */
export type Own = Pick<Card, 'edits' | 'says' | 'place' | 'heard'>;

/** What an idea does to the song, where, and how that sounds: the bars it touches as they would be. */
export function ownOfIdea(
  request: IdeasRequest, idea: Idea | undefined, song: Song, part: Part,
): Own {
  const edits = withIds(idea?.edits ?? []);
  const after = applyAll(song, edits).song;
  const made = after.parts.find((one) => !song.parts.some((old) => old.id === one.id));
  const touched = made ?? after.parts.find((one) => one.id === part.id) ?? part;
  const { beat, bar } = metreOf(after, touched);
  const start = made ? 0 : request.kind === 'continue' ? partLength(song, part) : ((request.from ?? 1) - 1) * bar;
  const end = made || request.kind === 'continue' ? partLength(after, touched) : start + (request.bars ?? part.bars) * bar;
  return { edits, says: idea?.says ?? [], place: { partId: touched.id, start }, heard: { ...stretchOf(touched, start, end, beat), tune: tuneIn(touched, start, end) } };
}

type AddPart = Extract<Edit, { op: 'addPart' }>;
const makingOf = (edits: readonly Edit[]): AddPart | undefined => edits.find((edit): edit is AddPart => edit.op === 'addPart');
const orderOf = (edits: readonly Edit[]): readonly string[] => edits.find((edit) => edit.op === 'setOrder')?.order ?? [];

/** The section that edits make, where they make one, and the one it is played behind. */
export function sectionIn(edits: readonly Edit[]): { id: string; behind: string | undefined } | null {
  const id = makingOf(edits)?.part.id;
  return id ? { id, behind: orderOf(edits)[orderOf(edits).indexOf(id) - 1] } : null;
}

/** A card that was made from another goes where that goes: to the same place, or into a section of its own like that one's. */
export function ownOfNear(card: Card, { chords, beats }: Suggested, origin: Origin): Own {
  const made = makingOf(card.edits ?? []);
  const own: Own = { edits: null, says: [], place: card.place, heard: null };
  if (!card.edits || !made) return own;
  const meter = parseMeter(card.meter);
  let end = 0;
  const placed = chords.map((symbol, index) => {
    const start = end;
    const length = Math.round((beats[index] ?? meter.beats) * beatTicks(meter));
    end += length;
    return { start, length, symbol, origin };
  });
  const part = { ...made.part, chords: placed, bars: Math.max(1, Math.ceil(end / barTicks(meter))) };
  return { ...own, edits: card.edits.map((edit) => (edit === made ? { ...made, part } : edit)) };
}

/** Edits that make a section, for the song as it is now: under ids of its own, behind the same section; others as they are. */
export function editsForNow(song: Song, edits: readonly Edit[]): Edit[] {
  const made = makingOf(edits);
  if (!made) return [...edits];
  const behind = sectionIn(edits)?.behind;
  const id = freshId('p');
  let at = behind === undefined ? -1 : song.order.indexOf(behind);
  while (at >= 0 && at < song.order.length && song.order[at] === behind) ++at;
  const order = song.order.toSpliced(at < 0 ? song.order.length : at, 0, id);
  return edits.map((edit): Edit => {
    if (edit === made) return { ...made, part: { ...made.part, id, chords: (made.part.chords ?? []).map((chord) => ({ ...chord, id: freshId('c') })) } };
    return edit.op === 'setOrder' ? { ...edit, order } : edit;
  });
}
