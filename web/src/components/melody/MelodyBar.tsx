import { endOf, overlaps } from '../../domain/arrange';
import type { GridBar } from '../../domain/grid';
import type { PlacedNote } from '../../domain/melody';
import { isInScale, mod12, pitchClassOf } from '../../domain/notes';
import type { Note, Part } from '../../domain/song';
import { beatTicks, partLength } from '../../domain/timeline';
import { fitOf, melodyPlace, melodyPreview, noteWords, pitchName, rangeOf } from '../../state/melody';
import { song } from '../../state/song';
import { keyOfPlace, placeWords } from '../../state/songActions';
import { stressedIn } from '../../state/stresses';
import { t } from '../../text/text';

/** A bar of the tune under its chords: rows are pitches, columns are time; and the words under it. */
export function MelodyBar({ part, bar }: { part: Part; bar: GridBar }) {
  const { low, high } = rangeOf(part);
  const rows = high - low + 1;
  const preview = melodyPreview.value?.partId === part.id ? melodyPreview.value : null;
  const notes: readonly PlacedNote[] = preview?.notes ?? part.melody;
  const key = keyOfPlace(part, bar.start);
  const percent = (ticks: number): string => `${(ticks / bar.length) * 100}%`;
  const beats = Math.round(bar.length / beatTicks(bar.meter));
  const place = melodyPlace.value;
  // Behind the last note the place may be the section's end.
  const isHere = (tick: number): boolean => tick >= bar.start && (tick < endOf(bar) || (tick === endOf(bar) && tick === partLength(song.value, part)));
  const caret = place?.partId === part.id && place.noteId === null && isHere(place.tick) ? place.tick : null;
  const isFirst = bar.start === -part.pickupTicks && place?.partId !== part.id;
  return (
    <div class="melody-bar">
      <div class="melody" data-melody={part.id} data-start={bar.start} data-length={bar.length} data-low={low} data-high={high}>
        {Array.from({ length: rows }, (_, row) => high - row).map((pitch) => (
          <i key={pitch} class={`pitch-row${isInScale(mod12(pitch), key) ? '' : ' between'}${mod12(pitch) === pitchClassOf(key.tonic) ? ' tonic' : ''}`} aria-hidden="true" />
        ))}
        {Array.from({ length: Math.max(0, beats - 1) }, (_, index) => <i key={`beat${index}`} class="beat-line" aria-hidden="true" style={{ left: percent((index + 1) * beatTicks(bar.meter)) }} />)}
        {caret !== null || (isFirst && part.melody.length === 0) ? (
          <button type="button" class="note-caret" data-note-place={caret ?? bar.start} data-part={part.id} style={{ left: percent((caret ?? bar.start) - bar.start) }}
            aria-label={t('tune.place', { place: placeWords(part, caret ?? bar.start) })} tabIndex={0} />
        ) : null}
        {notes.filter((note) => overlaps(note, bar.start, endOf(bar))).map((note) => (
          <NotePiece key={note.id ?? 'new'} part={part} bar={bar} note={note} top={`${((high - note.pitch) / rows) * 100}%`} height={`${100 / rows}%`} />
        ))}
      </div>
      <div class="words" aria-hidden="true">
        {(preview?.lyrics ?? part.lyrics).filter((lyric) => lyric.start >= bar.start && lyric.start < endOf(bar)).map((lyric) => (
          <span key={lyric.id} class={lyric.noteId ? `sung${stressedIn(part).has(lyric.id) ? ' stressed' : ''}` : 'line'} style={{ left: percent(lyric.start - bar.start) }}>{lyric.text}</span>
        ))}
      </div>
    </div>
  );
}

function NotePiece({ part, bar, note, top, height }: { part: Part; bar: GridBar; note: PlacedNote; top: string; height: string }) {
  const start = Math.max(note.start, bar.start);
  const end = Math.min(endOf(note), endOf(bar));
  const style = { left: `${((start - bar.start) / bar.length) * 100}%`, width: `${((end - start) / bar.length) * 100}%`, top, height };
  const fit = fitOf(part, note);
  const isFirst = note.start >= bar.start;
  if (!isFirst || note.id === undefined) return <span class={`note ${fit} goes-on`} style={style} data-note={note.id} aria-hidden="true" />;
  const place = melodyPlace.value;
  const current = place?.partId === part.id ? place.noteId === note.id : part.melody[0]?.id === note.id;
  return (
    <button type="button" class={`note ${fit}`} style={style} data-note={note.id} data-part={part.id} tabIndex={current ? 0 : -1}
      aria-label={noteWords(part, note as Note)} aria-pressed={place?.noteId === note.id} title={pitchName(note.pitch, keyOfPlace(part, note.start))} />
  );
}
