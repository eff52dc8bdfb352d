import { useEffect, useRef } from 'preact/hooks';
import { inspireByFiles, inspireByText } from '../../state/flow';
import { draft, items } from '../../state/inspirations';
import { addShortcuts } from '../../state/shortcuts';
import { view } from '../../state/view';
import { t } from '../../text/text';
import { RecordIdea, TakePicture } from '../sing/FromDevices';
import { Icon } from './icons';

/** Where the song begins: words are written here, files picked. Enter asks for chords, Shift+Enter begins a line. */
export function InspireBox() {
  const text = draft.value;
  const setText = (next: string): void => { draft.value = next; };
  const box = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);

  useEffect(() => {
    // The cursor waits here on a new song; on touch screens it would bring the keyboard up.
    if (!items.value.length && matchMedia('(pointer: fine)').matches && document.activeElement === document.body) box.current?.focus();
    return addShortcuts({
      keys: '/', label: 'keys.box', group: 'ideas',
      run: () => { view.value = 'ideas'; requestAnimationFrame(() => box.current?.focus()); },
    });
  }, []);

  const go = (): void => {
    if (!text.trim()) return;
    void inspireByText(text);
    setText('');
  };
  const pick = (event: Event): void => {
    const input = event.currentTarget as HTMLInputElement;
    void inspireByFiles([...(input.files ?? [])]);
    input.value = '';
  };
  const isMore = items.value.length > 0;
  return (
    <form class="inspire-box" data-more={isMore} data-written={text.trim() !== ''} onSubmit={(event) => { event.preventDefault(); go(); }}>
      <label class={isMore ? 'visually-hidden' : 'inspire-label'} for="inspire-text">{t('ideas.box')}</label>
      <textarea id="inspire-text" ref={box} class="field" rows={isMore ? 1 : 2} maxLength={60000} value={text}
        placeholder={t(isMore ? 'ideas.placeholderMore' : 'ideas.placeholder')}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur(); // from here on keys act on the page: 1 to 4 hear the cards
          if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
          event.preventDefault();
          go();
        }} />
      <div class="inspire-actions">
        <span class="inspire-from">
          <button type="button" class="button icon quiet" aria-label={t('ideas.attach')} title={t('ideas.attach')} onClick={() => picker.current?.click()}>
            <Icon name="attach" />
          </button>
          <RecordIdea />
          <TakePicture onPick={pick} />
        </span>
        <input ref={picker} type="file" hidden multiple accept="image/*,audio/*,.heic,.heif,.txt" onChange={pick} />
        <button type="submit" class="button primary" disabled={!text.trim()}>{t('ideas.go')}</button>
      </div>
    </form>
  );
}
