import { heardPlace, loop, loopRange, loopSelection, playing, toggle, waiting } from '../../state/player';
import { selection } from '../../state/song';
import { countIn, metronome } from '../../state/sound_settings';
import { t } from '../../text/text';
import { Icon } from '../shell/Icon';

/** Play and stop, what goes round, and the metronome. */
export function Transport() {
  const on = playing.value !== null;
  const label = t(on ? 'sound.stop' : 'sound.play');
  return (
    <div class="transport" role="group" aria-label={t('shell.sound')}>
      <button type="button" class="button primary play-button" aria-label={label} title={`${label} (${t('keys.space')})`} onClick={toggle}>
        <Icon name={on ? 'stop' : 'play'} />
      </button>
      <output class="place" aria-label={t('sound.place')} aria-live="off">
        {playing.value?.kind === 'card' ? t('sound.card') : waiting.value ? t('sound.waiting') : heardPlace.value ?? '1.1'}
      </output>
      <button type="button" class="button quiet icon" aria-pressed={loop.value} aria-label={t('sound.loop')} title={`${t('sound.loop')} (L)`}
        onClick={() => { loop.value = !loop.value; }}><Icon name="repeat" /></button>
      <LoopChosen />
      <button type="button" class="button quiet icon" aria-pressed={metronome.value} aria-label={t('sound.metronome')} title={`${t('sound.metronome')} (M)`}
        onClick={() => { metronome.value = !metronome.value; }}><Icon name="metronome" /></button>
      <button type="button" class="button quiet icon wide-only" aria-pressed={countIn.value} aria-label={t('sound.countIn')} title={t('sound.countIn')}
        onClick={() => { countIn.value = !countIn.value; }}><Icon name="countIn" /></button>
    </div>
  );
}

/** There where something is chosen, or a part goes round already. */
function LoopChosen() {
  const chosen = selection.value;
  const wide = chosen !== null && chosen.end > chosen.start;
  if (!loopRange.value && !wide) return null;
  const label = t(loopRange.value ? 'sound.loopAll' : 'sound.loopChosen');
  return (
    <button type="button" class="button quiet icon" aria-pressed={loopRange.value !== null} aria-label={label} title={`${label} (Shift+L)`} onClick={loopSelection}>
      <Icon name="loopPart" />
    </button>
  );
}
