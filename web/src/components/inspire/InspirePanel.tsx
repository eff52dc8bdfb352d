import { useEffect, useRef, useState } from 'preact/hooks';
import { isCardDrag } from '../../state/drag';
import { inspireByText, takeFiles } from '../../state/flow';
import { items, sending } from '../../state/inspirations';
import { t } from '../../text/text';
import { IdeaState } from '../sing/FromDevices';
import { ExampleChips } from './ExampleChips';
import { InspireBox } from './InspireBox';
import { GoesOut } from './GoesOut';
import { ItemList } from './ItemList';
import { Keywords } from './Keywords';
import { SendingList } from './SendingList';
import './inspire.css';

const carries = (event: DragEvent): boolean => {
  const types = event.dataTransfer?.types ?? [];
  // A card dragged to the song is no inspiration.
  return !isCardDrag(event) && (types.includes('Files') || types.includes('text/plain'));
};

/** The inspirations: written, dropped, pasted, picked; and the keywords found in them. */
export function InspirePanel() {
  const [over, setOver] = useState(false);
  const depth = useRef(0);
  useEffect(() => {
    // Files pasted anywhere on the page are inspirations; pasted words belong to the field that is written in.
    const paste = (event: ClipboardEvent): void => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (!files.length) return;
      event.preventDefault();
      void takeFiles(files, 'words');
    };
    document.addEventListener('paste', paste);
    return () => document.removeEventListener('paste', paste);
  }, []);

  const enter = (event: DragEvent, by: number): void => {
    if (!carries(event)) return;
    event.preventDefault();
    depth.current = Math.max(0, depth.current + by);
    setOver(depth.current > 0);
  };
  const drop = (event: DragEvent): void => {
    if (!carries(event)) return;
    event.preventDefault();
    depth.current = 0;
    setOver(false);
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length) void takeFiles(files, 'words');
    else void inspireByText(event.dataTransfer?.getData('text/plain') ?? '');
  };

  const isNew = !items.value.length && !sending.value.length;
  return (
    <section class="inspire" data-over={over} aria-labelledby="inspire-title"
      onDragEnter={(event) => enter(event, 1)} onDragLeave={(event) => enter(event, -1)}
      onDragOver={(event) => { if (carries(event)) event.preventDefault(); }} onDrop={drop}>
      <h2 id="inspire-title" class="visually-hidden">{t('ideas.title')}</h2>
      <InspireBox />
      <GoesOut />
      <IdeaState />
      {isNew && <ExampleChips />}
      <SendingList />
      <ItemList />
      <Keywords />
      {over && <p class="drop-here" aria-hidden="true">{t('ideas.drop')}</p>}
    </section>
  );
}
