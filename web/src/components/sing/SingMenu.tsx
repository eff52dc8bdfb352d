import { lagMs, level, measureLag, recording, takes, takesShown, toggleTake, trouble } from '../../state/takes';
import { t } from '../../text/text';
import { Icon } from '../shell/Icon';
import { Menu } from '../shell/Menu';
import { TakeRow } from './TakeRow';
import './sing.css';

/** Recording over the song: level, takes, and the delay they are moved by. */
export function SingMenu() {
  return (
    <Menu label={t('sing.title')} icon="microphone" align="right" class="up" shown={takesShown}>
      {() => (
        <div class="sing">
          <p class="soft small">{t('sing.how')} {t('sing.headphones')}</p>
          <div class="sing-record">
            <RecordButton />
            <Level />
          </div>
          {trouble.value && trouble.value.wanted !== 'idea' ? <p class="small bad" role="alert">{t(`sing.trouble.${trouble.value.why}`)}</p> : null}
          <h3>{t('sing.takes')}</h3>
          {takes.value.length ? <ul class="rows">{takes.value.map((take) => <TakeRow key={take.id} take={take} />)}</ul> : <p class="soft small">{t('sing.noTakes')}</p>}
          <div class="sing-lag">
            <span class="small">{t('sing.lag')}: <span class="soft">{lagMs.value < 0 ? t('sing.lagUnknown') : t('sing.lagIs', { ms: Math.round(lagMs.value) })}</span></span>
            <button type="button" class="button small" title={t('sing.measureHint')} disabled={recording.value !== 'off'} onClick={() => void measureLag()}>
              {recording.value === 'measuring' ? t('sing.measuring') : t('sing.measure')}
            </button>
            <span class="soft small">{t('sing.measureHint')}</span>
          </div>
        </div>
      )}
    </Menu>
  );
}

function RecordButton() {
  const now = recording.value;
  // While the microphone is opened it keeps the keyboard; pressed again it does nothing.
  const busy = now === 'idea' || now === 'measuring';
  return (
    <button type="button" class={`button${now === 'take' ? ' recording' : ''}`} disabled={busy} onClick={toggleTake}>
      <Icon name={now === 'take' ? 'stop' : 'record'} />{t(now === 'opening' ? 'sing.opening' : now === 'take' ? 'sing.stop' : 'sing.record')}
    </button>
  );
}

/** How loud it is; the words say what the colour says. */
export function Level() {
  const loud = level.value > 0.97;
  return (
    <span class="level">
      <meter min={0} max={1} low={0.02} high={0.9} optimum={0.5} value={level.value} aria-label={t('sing.level')} />
      {loud ? <span class="small bad">{t('sing.loud')}</span> : null}
    </span>
  );
}

/** Seen wherever the page is while a take is recorded; the panel has its own. */
export function RecordingNow() {
  if (recording.value !== 'take' || takesShown.value) return null;
  return <button type="button" class="button recording" onClick={toggleTake}><Icon name="stop" />{t('sing.stop')}</button>;
}
