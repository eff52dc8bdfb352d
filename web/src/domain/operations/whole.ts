import { EditError, type Operation } from '../applied';
import { complete, completeInspiration, completeKeywords, completeSharing, completeStyle, type Song, type Tick } from '../song';
import { IdGiver, noIndex } from './places';

/** Sets, adds or takes away the entry of a map at a tick; gives the map and what was there. */
function setChange<Change extends { at: Tick }>(map: readonly Change[], at: Tick, change: Change | null): { map: Change[]; before: Change | null } {
  const before = map.find((one) => one.at === at) ?? null;
  if (!change && !before) throw new EditError('NotFound', 'nothing changes at that tick');
  if (!change && at === 0) throw new EditError('InvalidArgument', 'what holds at the beginning can be set but not taken away');
  const others = map.filter((one) => one.at !== at);
  return { map: change ? [...others, change].sort((a, b) => a.at - b.at) : others, before };
}

export const setTempo: Operation<'setTempo'> = (song, edit) => {
  const { at, bpm } = edit;
  const { map, before } = setChange(song.tempoMap, at, bpm === null ? null : { at, bpm });
  return { song: { ...song, tempoMap: map }, edit, inverse: { op: 'setTempo', at, bpm: before?.bpm ?? null } };
};

export const setMeter: Operation<'setMeter'> = (song, edit) => {
  const { at, meter } = edit;
  const { map, before } = setChange(song.meterMap, at, meter === null ? null : { at, meter });
  return { song: { ...song, meterMap: map }, edit, inverse: { op: 'setMeter', at, meter: before?.meter ?? null } };
};

export const setKey: Operation<'setKey'> = (song, edit) => {
  const { at, key } = edit;
  const { map, before } = setChange(song.keyMap, at, key === null ? null : { at, key, mode: edit.mode ?? 'Maj' });
  return {
    song: { ...song, keyMap: map },
    edit,
    inverse: before ? { op: 'setKey', at, key: before.key, mode: before.mode } : { op: 'setKey', at, key: null },
  };
};

export const setTitle: Operation<'setTitle'> = (song, edit) => ({
  song: { ...song, title: edit.title }, edit, inverse: { op: 'setTitle', title: song.title },
});

export const setStyle: Operation<'setStyle'> = (song, edit) => {
  const style = completeStyle(edit.style);
  return { song: { ...song, style }, edit: { ...edit, style }, inverse: { op: 'setStyle', style: song.style } };
};

export const setCapo: Operation<'setCapo'> = (song, edit) => ({
  song: { ...song, capo: edit.capo }, edit, inverse: { op: 'setCapo', capo: song.capo },
});

const tracks = ['keys', 'guitar', 'bass', 'drums', 'melody', 'pad'];

export const setTrackMix: Operation<'setTrackMix'> = (song, edit) => {
  const mix = { gainDb: 0, pan: 0, muted: false, ...edit.mix };
  const plain = mix.gainDb === 0 && mix.pan === 0 && !mix.muted;
  const before = song.mix.find((one) => one.track === mix.track);
  const others = song.mix.filter((one) => one.track !== mix.track);
  const all = plain ? others : [...others, mix].sort((a, b) => tracks.indexOf(a.track) - tracks.indexOf(b.track));
  return {
    song: { ...song, mix: all },
    edit: { ...edit, mix },
    inverse: { op: 'setTrackMix', mix: before ?? { track: mix.track, gainDb: 0, pan: 0, muted: false } },
  };
};

export const setKeywords: Operation<'setKeywords'> = (song, edit) => ({
  song: { ...song, keywords: completeKeywords(edit.keywords) },
  edit,
  inverse: { op: 'setKeywords', keywords: song.keywords },
});

export const setSharing: Operation<'setSharing'> = (song, edit) => {
  const sharing = completeSharing(edit.sharing);
  return { song: { ...song, sharing }, edit: { ...edit, sharing }, inverse: { op: 'setSharing', sharing: song.sharing } };
};

function without<T>(list: readonly T[], index: number): T[] {
  return list.filter((_, at) => at !== index);
}

export const addInspiration: Operation<'addInspiration'> = (song, edit) => {
  const index = edit.index ?? song.inspirations.length;
  if (index > song.inspirations.length) throw noIndex('inspirations');
  const inspirations = [...song.inspirations];
  const inspiration = completeInspiration(edit.inspiration);
  inspirations.splice(index, 0, inspiration);
  return { song: { ...song, inspirations }, edit: { ...edit, inspiration, index }, inverse: { op: 'removeInspiration', index } };
};

export const removeInspiration: Operation<'removeInspiration'> = (song, edit) => {
  const inspiration = song.inspirations[edit.index];
  if (!inspiration) throw noIndex('inspirations');
  return {
    song: { ...song, inspirations: without(song.inspirations, edit.index) },
    edit,
    inverse: { op: 'addInspiration', inspiration, index: edit.index },
  };
};

export const changeInspiration: Operation<'changeInspiration'> = (song, edit) => {
  const before = song.inspirations[edit.index];
  if (!before) throw noIndex('inspirations');
  return {
    song: { ...song, inspirations: song.inspirations.map((one, at) => (at === edit.index ? completeInspiration(edit.inspiration) : one)) },
    edit,
    inverse: { op: 'changeInspiration', index: edit.index, inspiration: before },
  };
};

export const addSuggestion: Operation<'addSuggestion'> = (song, edit) => {
  const index = edit.index ?? song.suggestions.length;
  if (index > song.suggestions.length) throw noIndex('suggestions');
  const ids = new IdGiver(song);
  const suggestion = { note: '', ...edit.suggestion, id: ids.settle(edit.suggestion.id, 's') };
  const suggestions = [...song.suggestions];
  suggestions.splice(index, 0, suggestion);
  return {
    song: { ...song, suggestions, nextId: ids.nextId },
    edit: { op: 'addSuggestion', suggestion, index },
    inverse: { op: 'removeSuggestion', suggestionId: suggestion.id },
  };
};

function locateSuggestion(song: Song, id: string): { suggestion: Song['suggestions'][number]; index: number } {
  const index = song.suggestions.findIndex((one) => one.id === id);
  const suggestion = song.suggestions[index];
  if (!suggestion) throw new EditError('NotFound', 'the song has no suggestion with that id');
  return { suggestion, index };
}

export const judgeSuggestion: Operation<'judgeSuggestion'> = (song, edit) => {
  const { suggestion, index } = locateSuggestion(song, edit.suggestionId);
  return {
    song: { ...song, suggestions: song.suggestions.map((one, at) => (at === index ? { ...one, verdict: edit.verdict } : one)) },
    edit,
    inverse: { op: 'judgeSuggestion', suggestionId: edit.suggestionId, verdict: suggestion.verdict },
  };
};

export const removeSuggestion: Operation<'removeSuggestion'> = (song, edit) => {
  const { suggestion, index } = locateSuggestion(song, edit.suggestionId);
  return {
    song: { ...song, suggestions: without(song.suggestions, index) },
    edit,
    inverse: { op: 'addSuggestion', suggestion, index },
  };
};

export const replaceSong: Operation<'replaceSong'> = (song, edit) => {
  const next = complete(edit.song);
  return {
    song: { ...next, nextId: Math.max(next.nextId, song.nextId) },
    edit: { op: 'replaceSong', song: next },
    inverse: { op: 'replaceSong', song },
  };
};
