import { useState } from 'preact/hooks';
import { change, song } from '../../state/song';
import { t } from '../../text/text';

/** The song's name: in the bar on top, on a phone beside the two views. */
export function Title() {
  const [typed, setTyped] = useState<string | null>(null);
  const save = (): void => {
    const title = typed?.trim();
    if (title !== undefined && title !== song.value.title) change([{ op: 'setTitle', title }], t('song.did.title', { title }));
    setTyped(null);
  };
  return (
    <h1 class="title-line">
      <input class="title" aria-label={t('shell.title')} placeholder={t('shell.untitled')} value={typed ?? song.value.title} maxLength={120}
        onInput={(event) => setTyped(event.currentTarget.value)} onBlur={save}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur();
          if (event.key === 'Escape') { setTyped(null); event.stopPropagation(); }
        }} />
    </h1>
  );
}
