import { redo, song, stored, undo } from '../../state/song';
import { t } from '../../text/text';

/** The song's name and what can be done with it as a whole. */
export function TopBar() {
  return (
    <div class="top-bar">
      <h1>{song.value.title || t('shell.untitled')}</h1>
      <button class="button quiet" onClick={undo}>{t('shell.undo')}</button>
      <button class="button quiet" onClick={redo}>{t('shell.redo')}</button>
      <span class="soft small">{t(`shell.${stored.value.saving}`)}</span>
    </div>
  );
}
