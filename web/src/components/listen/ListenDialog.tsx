import { useEffect } from 'preact/hooks';
import { canStepBack, choosing, heard, leave, listening, playing, recording, second, stepBack, stretch, chosenSeconds, toggleSound, useAsChords, useAsInspiration, useAsSong, wave } from '../../state/listening';
import { clockText } from '../../domain/clock';
import { kNoChord } from '../../domain/heard';
import { closeSheet } from '../../state/sheets';
import { t } from '../../text/text';
import { Dialog } from '../shell/Dialog';
import { Icon } from '../shell/Icon';
import { ChordChoice } from './ChordChoice';
import { Corrections } from './Corrections';
import { HeardRows } from './HeardRows';
import './listen.css';

/** A recording with the beats, key and chords that were heard in it: listened to, corrected, used. */
export function ListenDialog() {
  useEffect(() => leave, []);
  const now = heard.value;
  return (
    <Dialog title={t('listen.title')} onClose={closeSheet} class="listen">
      <p class="soft small listen-name">{recording.value?.name}</p>
      {now ? (now.chords.some((chord) => chord.chord !== kNoChord) ? <Heard /> : <p role="status">{t('listen.nothing')}</p>) : <Progress />}
    </Dialog>
  );
}

function Progress() {
  const now = listening.value;
  if (now.state === 'failed') return <p class="bad" role="alert">{now.problem}</p>;
  const share = now.state === 'listening' ? now.share : undefined;
  const words = t(now.state === 'listening' ? 'listen.listening' : now.state === 'sending' ? 'listen.sending' : 'listen.fetching');
  return (
    <div class="listen-progress">
      <span role="status">{words}</span>
      <progress max={1} value={share} aria-label={words} />
      {share !== undefined ? <span class="soft small">{t('listen.share', { percent: Math.round(share * 100) })}</span> : null}
    </div>
  );
}

function Heard() {
  return (
    <>
      <div class="listen-tools">
        <button type="button" class="button" aria-pressed={playing.value} disabled={!wave.value} onClick={toggleSound}>
          <Icon name={playing.value ? 'stop' : 'play'} />{t(playing.value ? 'listen.stop' : 'listen.play')}
        </button>
        <Clock />
        <Corrections />
        <button type="button" class="button quiet icon" aria-label={t('listen.back')} title={t('listen.back')} disabled={!canStepBack.value} onClick={stepBack}><Icon name="undo" /></button>
      </div>
      <HeardRows />
      <p class="soft small listen-keys">{t('listen.keys')}</p>
      <ChordChoice />
      <Uses />
    </>
  );
}

/** Alone, so that the rest is not drawn again with every moment that passes. */
function Clock() {
  return <span class="listen-clock" aria-hidden="true">{clockText(second.value)}</span>;
}

function Uses() {
  const now = heard.value;
  const part = stretch.value;
  const count = part ? part.to - part.from + 1 : (now?.chords.length ?? 0);
  const { from, until } = chosenSeconds();
  return (
    <div class="listen-uses">
      <span class="small">{part ? t('listen.chosen', { from: clockText(from), until: clockText(until), count }) : t('listen.all', { count })}</span>
      <button type="button" class="button small" aria-pressed={choosing.value} onClick={() => { choosing.value = !choosing.value; }}>{t('listen.choose')}</button>
      <button type="button" class="button primary" onClick={() => void useAsChords()}>{t('listen.use')}</button>
      <button type="button" class="button" onClick={() => void useAsSong()}>{t('listen.newSong')}</button>
      <button type="button" class="button" onClick={() => void useAsInspiration()}>{t('listen.inspire')}</button>
      <span class="soft small">{t('listen.useHint')}</span>
    </div>
  );
}
