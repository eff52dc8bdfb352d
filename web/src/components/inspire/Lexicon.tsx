import { refreshSoon } from '../../state/flow';
import { lexicon, unlearn } from '../../state/lexicon';
import { t } from '../../text/text';
import { Icon } from './icons';

/** What keywords mean to this songwriter; kept on this device, for every song. */
export function Lexicon() {
  const words = lexicon.value;
  if (!words.length) return null;
  return (
    <details class="lexicon small soft">
      <summary>{t('words.own')}</summary>
      <ul>
        {words.map(({ found, mine }) => (
          <li key={found}>
            {t('words.ownEntry', { found, mine })}
            <button type="button" class="button icon quiet small" aria-label={t('words.forget', { found })} onClick={() => { unlearn(found); refreshSoon(); }}>
              <Icon name="close" size={14} />
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
