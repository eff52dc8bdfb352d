import { computed, effect, signal, untracked, type ReadonlySignal } from '@preact/signals';
import { ApiError, call } from '../api/client';
import { events } from '../api/events';
import type { Brief, Edit, Problem, Sends, SentItem, SongIdeas, Suggested, Suggestions, SuggestRequest } from '../api/types';
import type { Chord, Part, Song } from '../domain/song';
import { changedIn, judge, keptOf, originOf, type Answer, type Card, type Verdict } from './cards';
import { dials } from './dials';
import { brief as heardBrief, items, settled } from './inspirations';
import { notify } from './notices';
import { currentPart } from './place';
import { change, flush, selection, song, stored } from './song';
import { barsIn, keyOf, metreOf, stretchOf } from './stretch';
import {
  chordRequest, freshRequest, nearRequest, type AskKind, type At, type InSongKind, type NearKind,
} from './suggestion_requests';
import { inSongRequest, ownOfIdea, ownOfNear, type Own } from './in_song';

const cards_ = signal<readonly Card[]>([]);
/** The cards on the table, in the order they came; they never change places. */
export const cards: ReadonlySignal<readonly Card[]> = cards_;

const earlier_ = signal<readonly Card[]>([]);
/** Cards of before, the newest first. */
export const earlier: ReadonlySignal<readonly Card[]> = earlier_;
const mostEarlier = 40;

/** What is being asked for just now. */
export interface Asking {
  kind: AskKind;
  /** The card it started from, in its word. */
  from: string | null;
}
const asking_ = signal<Asking | null>(null);
export const asking: ReadonlySignal<Asking | null> = asking_;
const arriving_ = signal(false);
/** The cards on the table are those that are asked for, and more may come. */
export const arriving: ReadonlySignal<boolean> = computed(() => asking_.value !== null && arriving_.value);
/** What the cards on the table were asked for as. */
const asked_ = signal<Asking | null>(null);
export const asked: ReadonlySignal<Asking | null> = asked_;
const problem_ = signal<{ words: string; mayPass: boolean } | null>(null);
export const askProblem: ReadonlySignal<{ words: string; mayPass: boolean } | null> = problem_;

/** The verdict the song remembers on a card. */
export const verdictOn = (card: Card): Verdict | null => keptOf(card, song.value.suggestions)?.verdict ?? null;
/** The cards that are seen: those not refused. */
export const onTable: ReadonlySignal<readonly Card[]> = computed(() => cards_.value.filter((card) => verdictOn(card) !== 'refused'));
export const keptOnes = computed(() => song.value.suggestions.filter((one) => one.verdict === 'kept'));
export const refusedOnes = computed(() => song.value.suggestions.filter((one) => one.verdict === 'refused'));

let nextCard = 1;
let stop: AbortController | null = null;
let lastAsk: (() => Promise<readonly Card[]>) | null = null;

const shownBefore = (): string[][] => [...earlier_.value.slice().reverse(), ...cards_.value].map((card) => card.suggestion.chords);

/** The words the chords' origin keeps: what the songwriter gave, as text. */
const inspirationText = (): string =>
  items.peek().map((item) => item.text).filter(Boolean).join('\n').slice(0, 2000)
  || (heardBrief.peek()?.keywords.map((keyword) => keyword.word).join(', ') ?? '');

// Asking. -------------------------------------------------------------------------------------------------------------

/** Makes a card of a suggestion as it comes. */
type Make = (answer: Answer, suggestion: Suggested) => Card;

/** Asks one request as events; each suggestion is shown as it comes. Throws ApiError, AbortError. */
async function suggestions(request: SuggestRequest, { signal, show }: Run, make: Make): Promise<readonly Card[]> {
  const list: Card[] = [];
  let planned: Answer | null = null;
  const songId = stored.value.id;
  for await (const event of events('/suggestions', { json: songId ? { ...request, songId } : request, signal })) {
    if (event.name === 'planned') planned = event.data as Answer;
    if (event.name === 'suggestion' && planned) {
      list.push(make(planned, (event.data as { suggestion: Suggested }).suggestion));
      show([...list]);
    }
    if (event.name === 'done') {
      for (const words of (event.data as Suggestions).notices ?? []) notify(words);
      return list;
    }
    if (event.name === 'failed') throw new ApiError((event.data as Problem).detail, event.data as Problem);
    if (event.name === 'cancelled') throw new DOMException('stopped', 'AbortError');
  }
  throw new ApiError('The answer broke off.', null);
}

const plain: Own = { edits: null, says: [], place: null, heard: null };

function cardOf(kind: AskKind, answer: Answer, suggestion: Suggested, own: Own): Card {
  return {
    id: `card${nextCard++}`,
    kind,
    suggestion,
    key: answer.key,
    mode: answer.mode,
    meter: answer.meter,
    bars: barsIn(suggestion.beats, answer.meter),
    origin: originOf(answer, suggestion, inspirationText()),
    tempoBpm: answer.inspiration.tempoBpm,
    changed: [],
    ...own,
  };
}

/** A question under way. */
interface Run {
  signal: AbortSignal;
  /** Lays the cards that are there on the table; they only ever become more. */
  show: (cards: readonly Card[]) => void;
}

let whenFirst: ((card: Card) => void) | null = null;
/** Tells `then` of the next question's first card, once, as soon as it is there. */
export function tellFirst(then: (card: Card) => void): void {
  whenFirst = then;
}

function layOut(what: Asking, next: readonly Card[], isFirst: boolean): void {
  if (isFirst) {
    earlier_.value = [...onTable.value, ...earlier_.value].slice(0, mostEarlier);
    asked_.value = what;
  }
  cards_.value = next;
  const tell = whenFirst;
  if (tell && next[0]) {
    whenFirst = null;
    tell(next[0]);
  }
}

/** Runs one question at a time: a new one stops the one before. @returns The new cards; none where it failed. */
async function run(what: Asking, ask: (run: Run) => Promise<readonly Card[]>): Promise<readonly Card[]> {
  lastAsk = () => run(what, ask);
  stop?.abort();
  const mine = new AbortController();
  stop = mine;
  asking_.value = what;
  problem_.value = null;
  arriving_.value = false;
  const show = (some: readonly Card[]): void => {
    if (mine.signal.aborted) return;
    layOut(what, some, !arriving_.value);
    arriving_.value = true;
  };
  try {
    const next = await ask({ signal: mine.signal, show });
    if (mine.signal.aborted) return [];
    show(next);
    return next;
  } catch (error) {
    if (error instanceof ApiError && !mine.signal.aborted) problem_.value = { words: error.message, mayPass: error.mayPass };
    else if (!(error instanceof DOMException)) throw error;
    return [];
  } finally {
    if (stop === mine) {
      asking_.value = null;
      whenFirst = null;
    }
  }
}

export function cancel(): void {
  stop?.abort();
  asking_.value = null;
}

/** The last question once more; what was shown does not come back. */
export const askAgain = (): Promise<readonly Card[]> => lastAsk?.() ?? askFresh();

/** Where there is nothing to go by: no mood, the song's mode. */
const neutral = (of: Song): Brief => ({
  keywords: [], affect: { valence: 0, arousal: 0, tension: 0, complexity: 0 }, genres: [],
  mode: { name: keyOf(of).mode, why: '' }, tempoBpm: [90, 110], notes: [],
});

const here = (): At => ({ song: song.value, part: currentPart.value });
const hears = async (): Promise<Brief> => (await settled()) ?? neutral(song.value);

/** New progressions for the inspirations. */
export function askFresh(): Promise<readonly Card[]> {
  return run({ kind: 'fresh', from: null }, async (running) => {
    const request = freshRequest(here(), await hears(), dials.value, shownBefore());
    return suggestions(request, running, (answer, one) => cardOf('fresh', answer, one, plain));
  });
}

/** What the next such question would give to language models; nothing is sent there. Throws as `call`. */
export async function previewFresh(): Promise<SentItem[]> {
  const songId = stored.value.id;
  const request = freshRequest(here(), heardBrief.peek() ?? neutral(song.value), dials.value, []);
  return (await call<Sends>('/suggestions/sending', { json: songId ? { ...request, songId } : request })).sends;
}

/** What a card leads on to: others like it, with some chords changed, plainer or richer. */
export function askNear(card: Card, kind: NearKind): Promise<readonly Card[]> {
  return run({ kind, from: card.suggestion.word }, async (running) => {
    const request = nearRequest(here(), await hears(), dials.value, card, kind, shownBefore());
    return suggestions(request, running, (answer, one) => ({
      ...cardOf(kind, answer, one, ownOfNear(card, one, originOf(answer, one, inspirationText()))),
      changed: changedIn(one.chords, card.suggestion.chords),
    }));
  });
}

/** One chord of the song anew, between its neighbours. */
export function askChord(part: Part, chord: Chord): Promise<readonly Card[]> {
  return run({ kind: 'chord', from: chord.symbol }, async (running) => {
    const request = chordRequest(here(), await hears(), dials.value, part, chord);
    return suggestions(request, running, (answer, one) => cardOf('chord', answer, one, ownOfChord(part, chord, one, answer)));
  });
}

function ownOfChord(part: Part, chord: Chord, suggestion: Suggested, answer: Answer): Own {
  const symbol = suggestion.chords[0] ?? chord.symbol;
  const { beat, bar } = metreOf(song.value, part);
  const replaced = { ...part, chords: part.chords.map((one) => (one.id === chord.id ? { ...one, symbol } : one)) };
  const from = Math.max(0, (Math.floor(chord.start / bar) - 1) * bar);
  const to = Math.min(part.bars * bar, (Math.ceil((chord.start + chord.length) / bar) + 1) * bar);
  const edit: Edit = { op: 'replaceChord', chordId: chord.id, symbol, origin: originOf(answer, suggestion, inspirationText()) };
  return { edits: [edit], says: [], place: { partId: part.id, start: chord.start }, heard: stretchOf(replaced, from, to, beat) };
}

/** Chords for the chosen bars, the section, or behind it. */
export function askInSong(kind: InSongKind): Promise<readonly Card[]> {
  return run({ kind, from: null }, async ({ signal }) => {
    const brief = await settled();
    await flush();
    const part = currentPart.value;
    if (!part) return [];
    const { id, branch, saving } = stored.value;
    if (!id || saving === 'offline') throw new ApiError('The song is not saved yet.', null);
    const request = inSongRequest(kind, song.value, part, selection.value, brief, dials.value);
    const answer = await call<SongIdeas>(`/songs/${id}/suggestions`, { json: { ...request, branch }, signal });
    return answer.suggestions.map((one, index) => cardOf(kind, answer, one, ownOfIdea(request, answer.ideas[index], song.value, part)));
  });
}

// Judging. ------------------------------------------------------------------------------------------------------------

/** Remembers a verdict in the song. */
export function remember(card: Card, verdict: Verdict, label: string): void {
  const edit = judge(card, verdict, song.value.suggestions);
  if (edit) change([edit], label);
}

/** Forgets what was said of a progression: it may be suggested again. */
export function forget(suggestionId: string, label: string): void {
  change([{ op: 'removeSuggestion', suggestionId }], label);
}

/** Empties the table, for another song. */
function clearCards(): void {
  cancel();
  cards_.value = [];
  earlier_.value = [];
  asked_.value = null;
  problem_.value = null;
  lastAsk = null;
}

// Cards belong to the song they were asked for.
let shownFor = '';
effect(() => {
  const { id } = stored.value;
  if (shownFor && id !== shownFor) untracked(clearCards);
  shownFor = id;
});
