import { view } from '../../state/view';
import { t } from '../../text/text';

/** On a phone: ideas or song. */
export function ViewSwitch() {
  return (
    <nav class="views" aria-label={`${t('shell.ideas')}, ${t('shell.song')}`}>
      {(['ideas', 'song'] as const).map((one) => (
        <button class="button quiet" aria-pressed={view.value === one} onClick={() => { view.value = one; }}>
          {t(`shell.${one}`)}
        </button>
      ))}
    </nav>
  );
}
