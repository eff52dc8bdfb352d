import { call } from '../api/client';
import type { Brief, Performance, PlayRequest } from '../api/types';
import type { Song } from '../domain/song';
import { scoreOf, type Score } from './score';

/** Answers are kept by what was asked, the latest first; a song's is half a megabyte at most. */
const kept = new Map<string, Promise<Score>>();
const mostKept = 24;

/** The song without what changes no note. The mix goes too: the page has its own faders, and they would be applied twice. */
export function bareSong(song: Song): Song {
  return { ...song, title: '', mix: [], inspirations: [], suggestions: [], keywords: { added: [], removed: [], pinned: [] } };
}

/** What a song that leaves its groove open is played by. */
export const inspiredBy = (song: Song, brief: Brief | null): Pick<PlayRequest, 'inspiration'> =>
  brief && song.style.groove === 'auto' ? { inspiration: brief } : {};

/** What is asked of `perform`. */
export function requestFor(song: Song, brief: Brief | null, finish: 'loop' | 'final'): PlayRequest {
  return { song: bareSong(song), play: { finish }, ...inspiredBy(song, brief) };
}

/** The score for a request (as text); asked of the server once. Rejects with an ApiError. */
export function perform(request: string): Promise<Score> {
  const known = kept.get(request);
  const score = known ?? call<Performance>('/perform', { body: new Blob([request]), headers: { 'Content-Type': 'application/json' } }).then(scoreOf);
  kept.delete(request);
  kept.set(request, score);
  if (!known) {
    score.catch(() => kept.delete(request));
    for (const oldest of kept.keys()) {
      if (kept.size <= mostKept) break;
      kept.delete(oldest);
    }
  }
  return score;
}
