import type { Segment } from '../../domain/grid';
import type { Part } from '../../domain/song';
import { capoShape } from '../../domain/capo';
import { factsOf, nashvilleOf, romanOf } from '../../state/chordFacts';
import { beatsOf, keyOfPlace, placeWords } from '../../state/songActions';
import { naming } from '../../state/songView';
import { song } from '../../state/song';
import { t } from '../../text/text';
import { Icon } from '../shell/Icon';

interface CellProps {
  part: Part;
  segment: Segment;
  chosen: boolean;
  /** Has the keyboard when the song has it. */
  current: boolean;
  dragging: boolean;
}

/** A chord, or one bar's piece of it. The first piece is the button, the others only show that it goes on. */
export function ChordCell({ part, segment, chosen, current, dragging }: CellProps) {
  const { cell, length } = segment;
  const { chord } = cell;
  if (!chord) return null;
  const style = { flexGrow: String(length) };
  const state = `${chosen ? ' chosen' : ''}${chord.locked ? ' locked' : ''}${segment.last ? ' ends' : ''}${dragging ? ' dragging' : ''}`;
  if (!segment.first) return <span class={`cell goes-on${state}`} style={style} aria-hidden="true" data-chord={chord.id} />;
  const key = keyOfPlace(part, chord.start);
  const facts = factsOf(chord.symbol, key);
  const main = naming.value === 'romans' ? romanOf(chord.symbol, key) : naming.value === 'nashville' ? nashvilleOf(chord.symbol, key) : chord.symbol;
  const second = naming.value === 'names' ? romanOf(chord.symbol, key) : chord.symbol;
  const shape = song.value.capo > 0 ? capoShape(chord.symbol, song.value.capo, key) : null;
  const words = [placeWords(part, chord.start), t('song.beats', { beats: beatsOf(part, chord) }), chord.locked ? t('song.locked') : ''].filter(Boolean).join(', ');
  return (
    <button type="button" class={`cell chord${state} ${facts?.origin ?? ''}`} style={style} data-cell={`${part.id}:${chord.start}`} data-chord={chord.id}
      aria-pressed={chosen} tabIndex={current ? 0 : -1}>
      <span class={`cell-name${main.length > 6 ? ' long' : ''}`}>{main}</span>
      <span class="cell-second">{second}{shape ? <em> {t('song.shape', { shape })}</em> : null}</span>
      <span class="visually-hidden">{words}</span>
      {chord.locked ? <span class="cell-lock"><Icon name="lock" /></span> : null}
      {segment.last ? <span class="cell-edge" data-edge={chord.id} /> : null}
    </button>
  );
}

/** Silence in a bar: a place where a chord can be written. */
export function GapCell({ part, segment, current }: { part: Part; segment: Segment; current: boolean }) {
  return (
    <button type="button" class="cell gap" style={{ flexGrow: String(segment.length) }} data-cell={`${part.id}:${segment.start}`}
      aria-label={`${t('song.empty')}, ${placeWords(part, segment.start)}`} tabIndex={current ? 0 : -1}>
      <span class="gap-hint" aria-hidden="true">+</span>
    </button>
  );
}
