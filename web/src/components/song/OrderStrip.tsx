import { useState } from 'preact/hooks';
import { playedParts } from '../../domain/timeline';
import { song } from '../../state/song';
import { goTo } from '../../state/songActions';
import { setOrder } from '../../state/partActions';
import { t } from '../../text/text';
import { Menu, MenuItem } from '../shell/Menu';

/** The sections in the order they are played; moved by dragging, or by Alt and the arrows. */
export function OrderStrip() {
  const played = playedParts(song.value);
  const [dragged, setDragged] = useState<number | null>(null);
  const { order } = song.value;
  const move = (from: number, to: number): void => {
    if (to < 0 || to >= order.length || from === to) return;
    const next = [...order];
    const [id] = next.splice(from, 1);
    if (id === undefined) return;
    next.splice(to, 0, id);
    setOrder(next);
    requestAnimationFrame(() => document.querySelectorAll<HTMLElement>('.order-chip')[to]?.focus());
  };
  const take = (index: number): void => setOrder(order.filter((_, at) => at !== index));
  return (
    <nav class="order" aria-label={t('song.order')}>
      <span class="soft small">{t('song.order')}</span>
      <ol>
        {played.map((one) => (
          <li key={`${one.orderIndex}${one.part.id}`}>
            <button type="button" class="button small order-chip" draggable aria-label={t('song.orderChip', { part: one.part.name, bar: one.firstBarNumber })} title={t('song.orderHint')}
              onClick={() => goTo(one.part, 0)}
              onDragStart={(event) => { setDragged(one.orderIndex); event.dataTransfer?.setData('text/x-amuse-order', String(one.orderIndex)); }}
              onDragOver={(event) => { if (dragged !== null) event.preventDefault(); }}
              onDrop={(event) => { event.preventDefault(); if (dragged !== null) move(dragged, one.orderIndex); setDragged(null); }}
              onDragEnd={() => setDragged(null)}
              onKeyDown={(event) => {
                if (event.altKey && (event.key === 'ArrowLeft' || event.key === 'ArrowRight')) {
                  event.preventDefault();
                  event.stopPropagation();
                  move(one.orderIndex, one.orderIndex + (event.key === 'ArrowRight' ? 1 : -1));
                } else if (event.key === 'Delete' || event.key === 'Backspace') {
                  event.preventDefault();
                  take(one.orderIndex);
                }
              }}>
              {one.part.name}
            </button>
          </li>
        ))}
      </ol>
      <Menu label={t('song.orderAdd')} icon="plus">
        {(close) => song.value.parts.map((part) => (
          <MenuItem key={part.id} onClick={() => { setOrder([...order, part.id]); close(); }}>{part.name}</MenuItem>
        ))}
      </Menu>
    </nav>
  );
}
