import { narrow, view } from '../../state/view';
import { t } from '../../text/text';
import { Title } from './Title';

/** On a phone: ideas or song, and the song's name. */
export function ViewSwitch() {
  return (
    <nav class="views" aria-label={`${t('shell.ideas')}, ${t('shell.song')}`}>
      {(['ideas', 'song'] as const).map((one) => (
        <button key={one} type="button" class="button quiet" aria-pressed={view.value === one} onClick={() => { view.value = one; }}>
          {t(`shell.${one}`)}
        </button>
      ))}
      {narrow.value ? <Title /> : null}
    </nav>
  );
}
