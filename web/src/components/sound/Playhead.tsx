import { effect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { eventAt } from '../../domain/arrange';
import { playedParts } from '../../domain/timeline';
import { playing, position } from '../../state/player';
import { song } from '../../state/song';

interface Bar {
  element: HTMLElement;
  start: number;
  length: number;
  left: number;
  top: number;
  width: number;
}

/** Where each part's bars lie, measured once until the song or the page's size changes. */
function measure(root: HTMLElement): Map<string, Bar[]> {
  const origin = root.getBoundingClientRect();
  const found = new Map<string, Bar[]>();
  for (const element of root.querySelectorAll<HTMLElement>('[data-bar]')) {
    const box = element.getBoundingClientRect();
    const { part = '', start, length } = element.dataset;
    const bar = { element, start: Number(start), length: Number(length), left: box.left - origin.left, top: box.top - origin.top, width: box.width };
    found.set(part, [...(found.get(part) ?? []), bar]);
  }
  return found;
}

/** A line that goes through the song as it is heard. It moves by transform alone, and no component is drawn again for it. */
export function Playhead() {
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = line.current;
    const root = element?.parentElement;
    if (!element || !root) return undefined;
    let bars: Map<string, Bar[]> | null = null;
    let current: Bar | null = null;
    const forget = (): void => { bars = null; };
    const observer = new ResizeObserver(forget);
    observer.observe(root);
    let parts = playedParts(song.peek());
    const stopSong = effect(() => {
      parts = playedParts(song.value);
      forget();
    });
    const stopLine = effect(() => {
      const at = position.value;
      const shown = playing.value?.kind === 'song' && at >= 0;
      element.hidden = !shown;
      if (!shown) {
        current = null;
        return;
      }
      const played = eventAt(parts, at);
      bars ??= measure(root);
      const bar = played && eventAt(bars.get(played.part.id) ?? [], at - played.start);
      if (!played || !bar) return;
      const x = bar.left + ((at - played.start - bar.start) / bar.length) * bar.width;
      element.style.transform = `translate3d(${x.toFixed(1)}px, ${bar.top.toFixed(1)}px, 0)`;
      if (bar.top !== current?.top) follow(bar.element);
      current = bar;
    });
    return () => {
      observer.disconnect();
      stopSong();
      stopLine();
    };
  }, []);
  return <div class="playhead" ref={line} hidden aria-hidden="true" />;
}

/** Brings a new row into sight, unless somebody is at work in the song. */
function follow(element: HTMLElement): void {
  const busy = document.activeElement?.closest('.sections') ?? null;
  if (busy) return;
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  element.scrollIntoView({ block: 'nearest', behavior: calm ? 'auto' : 'smooth' });
}
