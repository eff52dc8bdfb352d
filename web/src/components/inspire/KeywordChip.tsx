import { useRef, useState } from 'preact/hooks';
import type { FoundKeyword } from '../../api/types';
import { decide } from '../../state/flow';
import { choices } from '../../state/inspirations';
import { remove, sameWord, setPinned, weigh } from '../../state/keyword_choices';
import { t } from '../../text/text';
import { Icon } from './icons';
import { litWord } from './lit';

const steps: Record<string, number> = { ArrowUp: 0.1, ArrowRight: 0.1, ArrowDown: -0.1, ArrowLeft: -0.1, PageUp: 0.25, PageDown: -0.25 };
const pixelsForAll = 140;

export const isPinned = (word: string): boolean => choices.value.pinned.some((one) => sameWord(one, word));

interface Props {
  keyword: FoundKeyword;
  open: boolean;
  onOpen: (open: boolean) => void;
  onGone: () => void;
}

/** One keyword. Its fill is its weight: arrow keys or a drag change it, Enter or a click opens more, Delete takes it away. */
export function KeywordChip({ keyword, open, onOpen, onGone }: Props) {
  const { word } = keyword;
  const [dragged, setDragged] = useState<number | null>(null);
  const from = useRef<{ x: number; weight: number; moved: boolean } | null>(null);
  const pinned = isPinned(word);
  const weight = dragged ?? keyword.weight;
  const percent = Math.round(weight * 100);
  const light = (on: boolean): void => { litWord.value = on ? word : litWord.value === word ? null : litWord.value; };
  const set = (next: number): void => decide(weigh(choices.value, word, Math.max(0.05, next)));
  const takeAway = (): void => { light(false); decide(remove(choices.value, word)); onGone(); };

  const keyDown = (event: KeyboardEvent): void => {
    const step = steps[event.key];
    if (step !== undefined) set(keyword.weight + step);
    else if (event.key === 'Home') set(0.05);
    else if (event.key === 'End') set(1);
    else if (event.key === 'Enter' || event.key === ' ') onOpen(!open);
    else if (event.key === 'Delete' || event.key === 'Backspace') takeAway();
    else if (event.key.toLowerCase() === 'p' && !event.ctrlKey && !event.metaKey) decide(setPinned(choices.value, word, !pinned));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const pointerDown = (event: PointerEvent): void => {
    from.current = { x: event.clientX, weight: keyword.weight, moved: false };
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
  };
  const pointerMove = (event: PointerEvent): void => {
    const start = from.current;
    if (!start) return;
    const way = event.clientX - start.x;
    if (Math.abs(way) > 4) start.moved = true;
    if (start.moved) setDragged(Math.min(1, Math.max(0.05, start.weight + way / pixelsForAll)));
  };
  const pointerUp = (): void => {
    const start = from.current;
    from.current = null;
    if (start?.moved && dragged !== null) set(dragged);
    else if (start) onOpen(!open);
    setDragged(null);
  };
  return (
    <li class="chip" data-pinned={pinned} data-open={open} onMouseEnter={() => light(true)} onMouseLeave={() => light(false)}>
      <span class="chip-word" role="slider" tabIndex={0} aria-label={t('words.chip', { word })} aria-valuemin={0} aria-valuemax={100}
        aria-valuenow={percent} aria-valuetext={t(pinned ? 'words.pinned' : 'words.percent', { percent })}
        onFocus={() => light(true)} onBlur={() => light(false)} onKeyDown={keyDown}
        onPointerDown={pointerDown} onPointerMove={pointerMove} onPointerUp={pointerUp} onPointerCancel={() => { from.current = null; setDragged(null); }}>
        <svg class="chip-fill" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect width={percent} height="10" /></svg>
        {pinned && <Icon name="pin" size={14} />}
        <span class="chip-text">{word}</span>
      </span>
      <button type="button" class="chip-remove" aria-label={t('words.remove', { word })} tabIndex={-1} onClick={takeAway}><Icon name="close" size={14} /></button>
    </li>
  );
}
