import { useEffect, useRef } from 'preact/hooks';
import { song } from '../../state/song';
import { copyChosen, cutChosen, paste } from '../../state/songActions';
import { addPart } from '../../state/partActions';
import { isTextField } from '../../state/shortcuts';
import { barsInRow, cursor, editing } from '../../state/songView';
import { goTo } from '../../state/songActions';
import { endOf } from '../../domain/arrange';
import { cellsOf } from '../../domain/grid';
import { t } from '../../text/text';
import { Icon } from '../shell/Icon';
import { cardDropTarget } from '../suggest/dropTarget';
import { onCellKey } from './cellKeys';
import { ChordStrip } from './ChordStrip';
import { endDrag, onDoubleClick, onPointerDown, onPointerMove, onPointerUp } from './drag';
import { endMelodyDrag, onMelodyDown, onMelodyFocus, onMelodyMove, onMelodyUp } from '../melody/melodyDrag';
import { onMelodyKey } from '../melody/melodyKeys';
import { lanesOpen, toggleLanes } from '../../state/melody';
import { OrderStrip } from './OrderStrip';
import { PartSection } from './PartSection';
import { SongHead } from './SongHead';
import { Playhead } from '../sound/Playhead';
import './song.css';
import '../melody/melody.css';

/** The song: its sections with their chords on the beat grid, and what is chosen in it. */
export function SongView() {
  const sections = useRef<HTMLDivElement>(null);
  useBarsInRow(sections);
  useClipboard();
  return (
    <div class="song-view">
      <SongHead />
      <div class="song-row">
        <OrderStrip />
        <button type="button" class="button quiet small" aria-pressed={lanesOpen.value} title={`${t('tune.show')} (U)`} onClick={toggleLanes}>{t('tune.show')}</button>
      </div>
      <div class={`sections${lanesOpen.value ? ' with-lanes' : ''}`} ref={sections} onKeyDown={(event) => { onMelodyKey(event); onCellKey(event); }}
        onFocusIn={(event) => { followFocus(event); onMelodyFocus(event); }}
        onPointerDown={(event) => (inTune(event) ? onMelodyDown(event) : onPointerDown(event))}
        onPointerMove={(event) => { onMelodyMove(event); onPointerMove(event); }} onPointerUp={(event) => { onMelodyUp(event); onPointerUp(event); }}
        onPointerCancel={() => { endMelodyDrag(); endDrag(); }} onDblClick={onDoubleClick} {...cardDropTarget}>
        {song.value.parts.map((part, index) => <PartSection key={part.id} part={part} index={index} />)}
        <Playhead />
        {song.value.parts.length === 0 ? <p class="soft">{t('song.noParts')}</p> : null}
      </div>
      <button type="button" class="button quiet add-part" onClick={addPart}><Icon name="plus" />{t('song.addPart')}</button>
      <ChordStrip />
    </div>
  );
}

const inTune = (event: Event): boolean => event.target instanceof Element && event.target.closest('.melody-bar') !== null;

/** The cursor goes where the keyboard goes, by Tab or a screen reader. */
function followFocus(event: FocusEvent): void {
  const name = event.target instanceof HTMLElement ? event.target.dataset['cell'] : undefined;
  if (!name || editing.value) return;
  const split = name.lastIndexOf(':');
  const part = song.value.parts.find((one) => one.id === name.slice(0, split));
  const start = Number(name.slice(split + 1));
  const now = cursor.value;
  if (!part) return;
  const cell = cellsOf(song.value, part).find((one) => one.start === start);
  const end = cell ? endOf(cell) : start + 1;
  if (now && now.partId === part.id && now.tick >= start && now.tick < end) return;
  goTo(part, start, cell?.chord ? end : start);
}

/** Two bars beside each other on narrow pages, four on others; the arrow keys go by it. */
function useBarsInRow(sections: { current: HTMLDivElement | null }): void {
  useEffect(() => {
    const element = sections.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) barsInRow.value = entry.contentRect.width < 520 ? 2 : 4;
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
}

function useClipboard(): void {
  useEffect(() => {
    const mine = (): boolean => !isTextField(document.activeElement) && document.activeElement?.closest('.song-view') !== null;
    const copy = (event: ClipboardEvent): void => {
      const text = mine() ? copyChosen() : null;
      if (!text) return;
      event.clipboardData?.setData('text/plain', text);
      event.preventDefault();
      if (event.type === 'cut') cutChosen();
    };
    const pasteHere = (event: ClipboardEvent): void => {
      const text = mine() ? event.clipboardData?.getData('text/plain') : '';
      if (!text) return;
      event.preventDefault();
      void paste(text);
    };
    document.addEventListener('copy', copy);
    document.addEventListener('cut', copy);
    document.addEventListener('paste', pasteHere);
    return () => {
      document.removeEventListener('copy', copy);
      document.removeEventListener('cut', copy);
      document.removeEventListener('paste', pasteHere);
    };
  }, []);
}
