import { useRef } from 'preact/hooks';
import { openSheet } from '../../state/sheets';
import { recording, toggleIdea, trouble } from '../../state/takes';
import { t } from '../../text/text';
import { Icon } from '../shell/Icon';
import { Level } from './SingMenu';

/** A sound recorded on the spot is an inspiration. */
export function RecordIdea() {
  const now = recording.value;
  const on = now === 'idea';
  const label = t(on ? 'sing.ideaStop' : 'sing.idea');
  return (
    <button type="button" class={`button quiet icon${on ? ' recording' : ''}`} aria-label={label} title={label} aria-pressed={on} disabled={now !== 'off' && !on} onClick={() => void toggleIdea()}>
      <Icon name={on ? 'stop' : 'microphone'} />
    </button>
  );
}

/** How the recording of a sound goes, or why it does not. */
export function IdeaState() {
  if (recording.value === 'idea') return <p class="idea-state small"><span>{t('sing.recordingIdea')}</span><Level /></p>;
  if (trouble.value?.wanted !== 'idea') return null;
  return <p class="small bad" role="alert">{t(`sing.trouble.${trouble.value.why}`)}</p>;
}

/** By the camera program of phones and tablets; elsewhere by a sheet with what the camera sees. */
export function TakePicture({ onPick }: { onPick: (event: Event) => void }) {
  const picker = useRef<HTMLInputElement>(null);
  const hasProgram = matchMedia('(pointer: coarse)').matches;
  const take = (): void => (hasProgram ? picker.current?.click() : openSheet('camera'));
  return (
    <>
      <button type="button" class="button icon quiet" aria-label={t('sing.picture')} title={t('sing.picture')} onClick={take}><Icon name="camera" /></button>
      {hasProgram ? <input ref={picker} type="file" hidden accept="image/*" capture="environment" onChange={onPick} /> : null}
    </>
  );
}
