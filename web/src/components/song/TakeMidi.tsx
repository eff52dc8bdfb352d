import { useEffect, useRef } from 'preact/hooks';
import { chosenAsMidi, saveChosen } from '../../state/files';
import { selection, song } from '../../state/song';
import { t } from '../../text/text';
import { Icon } from '../shell/Icon';

/** What is chosen as a MIDI file: saved when pressed, and dragged to where other programs take files (in Chromium). */
export function TakeMidi() {
  const ready = useRef<{ file: File; url: string } | null>(null);
  const forget = (): void => {
    if (ready.current) URL.revokeObjectURL(ready.current.url);
    ready.current = null;
  };
  useEffect(() => forget, [selection.value, song.value]);
  // A drag must have its file at once, so it is fetched when the hand comes near.
  const prepare = (): void => {
    if (ready.current) return;
    chosenAsMidi().then((file) => { if (file) ready.current = { file, url: URL.createObjectURL(file) }; }, () => undefined);
  };
  return (
    <button type="button" class="button quiet icon" draggable aria-label={t('take.midiChosen')} title={t('take.midiChosen')}
      onPointerEnter={prepare} onFocus={prepare} onClick={() => void saveChosen()}
      onDragStart={(event) => {
        if (!ready.current || !event.dataTransfer) return event.preventDefault();
        const { file, url } = ready.current;
        event.dataTransfer.effectAllowed = 'copy';
        event.dataTransfer.setData('DownloadURL', `${file.type}:${file.name}:${url}`);
      }}><Icon name="midi" /></button>
  );
}
