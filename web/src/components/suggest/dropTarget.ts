import { dropCard, isCardDrag } from '../../state/drag';

const barAt = (event: DragEvent): HTMLElement | null =>
  event.target instanceof Element ? event.target.closest<HTMLElement>('[data-bar]') : null;

let marked: HTMLElement | null = null;

function mark(bar: HTMLElement | null): void {
  if (marked === bar) return;
  marked?.removeAttribute('data-drop');
  bar?.setAttribute('data-drop', '');
  marked = bar;
}

/** Handlers for what holds the song's bars: a card dropped on one is inserted from its bar line on. */
export const cardDropTarget = {
  onDragOver: (event: DragEvent): void => {
    const bar = isCardDrag(event) ? barAt(event) : null;
    mark(bar);
    if (!bar) return;
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
  },
  onDragLeave: (event: DragEvent): void => {
    if (!(event.relatedTarget instanceof Node) || !(event.currentTarget as Node).contains(event.relatedTarget)) mark(null);
  },
  onDrop: (event: DragEvent): void => {
    const bar = barAt(event);
    mark(null);
    const { part, start } = bar?.dataset ?? {};
    if (part !== undefined && start !== undefined) dropCard(event, { partId: part, start: Number(start) });
  },
};
