import { listenTo } from '../../state/listening';
import { deleteTake, heardTake, isInTime, keepAsInspiration, toggleTakeHeard } from '../../state/takes';
import type { Take } from '../../state/take_store';
import { partOf } from '../../state/songView';
import { language, t } from '../../text/text';
import { Icon } from '../shell/Icon';

/** One take: heard with the song, deleted, or kept as an inspiration. */
export function TakeRow({ take }: { take: Take }) {
  const when = new Date(take.recordedMs).toLocaleTimeString(language.value, { timeStyle: 'medium' });
  const name = t('sing.takeName', { part: partOf(take.partId)?.name ?? t('shell.song'), when });
  const plays = heardTake.value === take.id;
  const inTime = isInTime(take);
  return (
    <li>
      <button type="button" class="button icon small" aria-pressed={plays} disabled={!inTime} aria-label={t(plays ? 'sing.stopTake' : 'sing.play', { name })} onClick={() => toggleTakeHeard(take)}>
        <Icon name={plays ? 'stop' : 'play'} />
      </button>
      <span class="grow small">{name} <span class="soft">{t('sing.seconds', { seconds: Math.round(take.seconds - take.leadSeconds) })}{inTime ? '' : `, ${t('sing.otherTempo', { bpm: take.bpm })}`}</span></span>
      <button type="button" class="button small" aria-label={t('sing.keep', { name })} title={t('sing.keep', { name })} onClick={() => void keepAsInspiration(take)}>{t('sing.keepShort')}</button>
      <button type="button" class="button small" aria-label={t('listen.hear', { name })} title={t('listen.hear', { name })} onClick={() => void listenTo({ name: `${name}.wav`, file: take.sound })}>{t('listen.hearShort')}</button>
      <button type="button" class="button quiet icon small" aria-label={t('sing.delete', { name })} title={t('sing.delete', { name })} onClick={(event) => {
        // The row goes with its button: the keyboard goes to where recording begins.
        event.currentTarget.closest('.sing')?.querySelector('button')?.focus();
        deleteTake(take);
      }}><Icon name="trash" /></button>
    </li>
  );
}
