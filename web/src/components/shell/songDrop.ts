import { useEffect, useState } from 'preact/hooks';
import { isCardDrag } from '../../state/drag';
import { takeFiles } from '../../state/flow';

const carriesFiles = (event: DragEvent): boolean => !isCardDrag(event) && (event.dataTransfer?.types.includes('Files') ?? false);

/** Files dropped beside the ideas, which take their own: a song is opened, a picture or sound is an inspiration. @returns Whether one is held over the page. */
export function useSongDrop(): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    let depth = 0;
    const settle = (next: number): void => {
      depth = Math.max(0, next);
      setOver(depth > 0);
    };
    const enter = (event: DragEvent): void => { if (carriesFiles(event)) settle(depth + 1); };
    const leave = (event: DragEvent): void => { if (carriesFiles(event)) settle(depth - 1); };
    // Or the browser would leave the page for the file.
    const allow = (event: DragEvent): void => { if (carriesFiles(event)) event.preventDefault(); };
    const drop = (event: DragEvent): void => {
      settle(0);
      if (event.defaultPrevented || !carriesFiles(event)) return;
      event.preventDefault();
      void takeFiles([...(event.dataTransfer?.files ?? [])], 'chart');
    };
    const listeners = { dragenter: enter, dragleave: leave, dragover: allow, drop } as const;
    for (const [name, listener] of Object.entries(listeners)) document.addEventListener(name as keyof typeof listeners, listener);
    return () => { for (const [name, listener] of Object.entries(listeners)) document.removeEventListener(name as keyof typeof listeners, listener); };
  }, []);
  return over;
}
