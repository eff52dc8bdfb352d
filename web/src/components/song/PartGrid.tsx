import { useLayoutEffect, useRef } from 'preact/hooks';
import { endOf } from '../../domain/arrange';
import { gridOf, type GridBar } from '../../domain/grid';
import type { Chord, Part } from '../../domain/song';
import { beatTicks, partLength } from '../../domain/timeline';
import { change, selection, song } from '../../state/song';
import { goTo } from '../../state/songActions';
import { chosen, cursor, editing, preview } from '../../state/songView';
import { isSilent } from '../../state/stretch';
import { t } from '../../text/text';
import { MelodyBar } from '../melody/MelodyBar';
import { useNoteFocus } from '../melody/noteFocus';
import { lanesOpen } from '../../state/melody';
import { Icon } from '../shell/Icon';
import { ChordCell, GapCell } from './ChordCell';
import { ChordInput } from './ChordInput';

/** A part's bars with its chords. One of its cells has the tab stop; arrows go on from there. */
export function PartGrid({ part }: { part: Part }) {
  const dragged = preview.value?.get(part.id) as Chord[] | undefined;
  // The part itself where nothing is dragged, so that cells that stay as they are need not be drawn again.
  const shown: Part = dragged ? { ...part, chords: dragged } : part;
  const bars = gridOf(song.value, shown);
  const root = useRef<HTMLDivElement>(null);
  const place = cursor.value;
  const mine = place?.partId === part.id ? place.tick : null;
  const end = partLength(song.value, part);
  const typing = editing.value;
  const isEmpty = song.value.parts[0] === part && isSilent(song.value);

  // The keyboard goes with the cursor, unless it is elsewhere on the page; at once, so that no key is lost.
  useLayoutEffect(() => {
    if (mine === null || typing) return;
    const active = document.activeElement;
    if (active && active !== document.body && !active.closest('.sections')) return;
    root.current?.querySelector<HTMLElement>('.cell[tabindex="0"]')?.focus({ preventScroll: false });
  }, [mine, part.id, typing === null, bars.length]);

  // A chord that goes takes the keyboard with it: what stands there then has it.
  const isOurs = useRef(false);
  useLayoutEffect(() => {
    if (isOurs.current && document.activeElement === document.body) root.current?.querySelector<HTMLElement>('.cell[tabindex="0"]')?.focus();
  }, [part.chords]);

  useNoteFocus(root, part);
  const currentStart = currentCell(bars, mine, end, song.value.parts[0] === part && place === null);
  return (
    <div class="bars" ref={root} onFocusIn={() => { isOurs.current = true; }} onFocusOut={(event) => { if (event.relatedTarget) isOurs.current = false; }}>
      {bars.map((bar) => (
        <div key={bar.start} class={`bar${bar.start < 0 ? ' pickup' : ''}`} data-bar data-part={part.id} data-start={bar.start} data-length={bar.length}>
          <span class="bar-number" aria-hidden="true" title={t('song.barChoose')}>{bar.number || ''}</span>
          <BarMarks part={part} bar={bar} />
          {bar.start === 0 && isEmpty && !typing ? <span class="first-hint" aria-hidden="true">{t('song.firstHint')}</span> : null}
          {bar.segments.map((segment) => {
            if (!segment.cell.chord) return <GapCell key={`gap${segment.start}`} part={part} segment={segment} current={currentStart === segment.start} />;
            const isChosen = chosen.value?.part.id === part.id && chosen.value.chords.some((one) => one.id === segment.cell.chord?.id);
            return (
              <ChordCell key={`${segment.cell.chord.id}${segment.start}`} part={shown} segment={segment} chosen={isChosen}
                current={currentStart === segment.cell.start} dragging={preview.value?.has(part.id) === true && isChosen} />
            );
          })}
          {lanesOpen.value ? <MelodyBar part={shown} bar={bar} /> : null}
          {typing?.partId === part.id && typing.start >= bar.start && typing.start < endOf(bar) ? <TypingPlace bar={bar} start={typing.start} /> : null}
        </div>
      ))}
      <div class="bar add-bar">
        <button type="button" class="cell gap" data-cell={`${part.id}:${end}`} tabIndex={currentStart === end ? 0 : -1} aria-label={t('song.addBarTo', { part: part.name })}
          onClick={() => { change([{ op: 'setBars', partId: part.id, bars: part.bars + 1 }], t('song.did.addBar')); goTo(part, end); }}>
          <Icon name="plus" /><span>{t('song.bar')}</span>
        </button>
        {typing?.partId === part.id && typing.start >= end ? <ChordInput now={typing} /> : null}
      </div>
    </div>
  );
}

function TypingPlace({ bar, start }: { bar: GridBar; start: number }) {
  const now = editing.value;
  if (!now) return null;
  const share = (start - bar.start) / bar.length;
  return <div class="typing-place" style={{ left: `${share * 100}%` }}><ChordInput now={now} /></div>;
}

/** Where the tab stop is: the cell under the cursor, or the first of the song. */
function currentCell(bars: readonly GridBar[], tick: number | null, end: number, isFirst: boolean): number | null {
  if (tick === null) return isFirst ? bars[0]?.segments[0]?.cell.start ?? null : null;
  if (tick >= end) return end;
  for (const bar of bars) {
    for (const segment of bar.segments) if (segment.cell.start <= tick && endOf(segment.cell) > tick) return segment.cell.start;
  }
  return null;
}

/** Beat lines, what is chosen, and the cursor. */
function BarMarks({ part, bar }: { part: Part; bar: GridBar }) {
  const beats = Math.round(bar.length / beatTicks(bar.meter));
  const place = selection.value?.partId === part.id ? selection.value : null;
  const percent = (tick: number): string => `${Math.min(100, Math.max(0, ((tick - bar.start) / bar.length) * 100))}%`;
  const inBar = place && place.start < endOf(bar) && Math.max(place.end, place.start + 1) > bar.start;
  return (
    <span class="bar-marks" aria-hidden="true">
      {Array.from({ length: Math.max(0, beats - 1) }, (_, index) => <i key={index} class="beat-line" style={{ left: percent(bar.start + (index + 1) * beatTicks(bar.meter)) }} />)}
      {inBar && place.end > place.start ? <i class="range" style={{ left: percent(place.start), width: `calc(${percent(place.end)} - ${percent(place.start)})` }} /> : null}
      {inBar && place.end === place.start ? <i class="caret" style={{ left: percent(place.start) }} /> : null}
    </span>
  );
}
