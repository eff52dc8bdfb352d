import { useEffect, useRef } from 'preact/hooks';
import { connectMidi, inputWords, midiChord, midiOutput, midiOutputs, midiState, playThrough } from '../../state/midi';
import { goToSong } from '../../state/songActions';
import { t } from '../../text/text';
import { Menu } from '../shell/Menu';

/** MIDI instruments, in and out; nothing where the browser has none. */
export function MidiMenu() {
  const state = midiState.value;
  const panel = useRef<HTMLDivElement>(null);
  // The button that was pressed is gone: the next one has the keyboard.
  useEffect(() => {
    if (document.activeElement === document.body) panel.current?.querySelector<HTMLElement>('button, select')?.focus();
  }, [state]);
  if (state === 'absent') return null;
  return (
    <Menu label={t('midi.title')} icon="midi" align="right" class="up">
      {(close) => (
        <div class="panel-form midi" ref={panel}>
          {state === 'off' || state === 'asking' ? <button type="button" class="button" aria-busy={state === 'asking'} onClick={() => void connectMidi()}>{t('midi.connect')}</button> : null}
          {state === 'denied' ? <p class="small" role="alert">{t('midi.denied')} <button type="button" class="button small" onClick={() => void connectMidi()}>{t('shell.retry')}</button></p> : null}
          {state === 'on' ? (
            <>
              <p class="small">{inputWords()}</p>
              <button type="button" class="button primary" onClick={() => { close(); goToSong(); }}>{t('midi.write')}</button>
              {midiChord.value ? <p><b>{midiChord.value}</b></p> : null}
              <label>{t('midi.output')}
                <select class="field" value={midiOutput.value} onChange={(event) => void playThrough(event.currentTarget.value)}>
                  <option value="">{t('midi.onlyHere')}</option>
                  {midiOutputs.value.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}
                </select>
              </label>
            </>
          ) : null}
          <p class="soft small">{t('midi.how')}</p>
        </div>
      )}
    </Menu>
  );
}
