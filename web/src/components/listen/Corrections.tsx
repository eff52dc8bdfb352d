import { downbeatMoved, keyIn, keyNamed, keyText, mainKey, metreNamed, tempoDoubled, tempoHalved } from '../../domain/heard';
import { makeKey, noteText, signatureOf, type Key } from '../../domain/notes';
import { correct, heard } from '../../state/listening';
import { keyWords } from '../../text/musicWords';
import { t } from '../../text/text';
import { Icon } from '../shell/Icon';

/** The twelve keys of a mode, each spelled as it is written. */
function keysLike(key: Key): Key[] {
  const all = Array.from({ length: 12 }, (_, pitchClass) => makeKey(pitchClass, key.mode));
  const known = all.some((one) => noteText(one.tonic) === noteText(key.tonic));
  return known || Math.abs(signatureOf(key)) > 7 ? all : [key, ...all];
}

/** What holds for the whole recording, where it was heard wrong: key, metre, tempo, where bars begin. */
export function Corrections() {
  const now = heard.value;
  if (!now) return null;
  const key = mainKey(now);
  const minor = keysLike({ tonic: key.tonic, mode: 'Min' });
  const major = keysLike({ tonic: key.tonic, mode: 'Maj' });
  const others = key.mode === 'Maj' || key.mode === 'Min' ? [] : [key];
  const bpm = Math.round(now.tempoBpm ?? 0);
  const beats = Number(now.meter?.split('/')[0] ?? 4);
  const hasBeats = now.beats.length > 1;
  return (
    <>
      <label class="listen-field">{t('listen.key')}
        <select class="field" value={keyText(key)} onChange={(event) => {
          const next = keyIn(event.currentTarget.value);
          correct(keyNamed(now, next), t('listen.did.key', { key: keyWords(next) }));
        }}>
          {[...others, ...major, ...minor].map((one) => <option key={keyText(one)} value={keyText(one)}>{keyWords(one)}</option>)}
        </select>
      </label>
      <label class="listen-field">{t('listen.meter')}
        <select class="field" value={beats} disabled={!hasBeats} onChange={(event) => {
          const next = Number(event.currentTarget.value);
          correct(metreNamed(now, next), t('listen.did.meter', { beats: next }));
        }}>
          {[2, 3, 4, 5, 6, 7].map((one) => <option key={one} value={one}>{one}</option>)}
        </select>
      </label>
      <span class="listen-field" role="group" aria-label={t('listen.tempo')}>
        <span>{t('listen.bpm', { bpm })}</span>
        <button type="button" class="button small" title={t('listen.half')} disabled={!hasBeats || bpm < 40}
          onClick={() => correct(tempoHalved(now), t('listen.did.tempo', { bpm: Math.round(bpm / 2) }))}><span aria-hidden="true">½</span><span class="visually-hidden">{t('listen.half')}</span></button>
        <button type="button" class="button small" title={t('listen.double')} disabled={!hasBeats || bpm > 200}
          onClick={() => correct(tempoDoubled(now), t('listen.did.tempo', { bpm: bpm * 2 }))}><span aria-hidden="true">×2</span><span class="visually-hidden">{t('listen.double')}</span></button>
      </span>
      <span class="listen-field" role="group" aria-label={t('listen.bars')}>
        <span>{t('listen.bars')}</span>
        <button type="button" class="button small" aria-label={t('listen.earlier')} title={t('listen.earlier')} disabled={!hasBeats}
          onClick={() => correct(downbeatMoved(now, -1), t('listen.did.bars'))}><Icon name="left" /></button>
        <button type="button" class="button small" aria-label={t('listen.later')} title={t('listen.later')} disabled={!hasBeats}
          onClick={() => correct(downbeatMoved(now, 1), t('listen.did.bars'))}><Icon name="right" /></button>
      </span>
    </>
  );
}
