import { useState } from 'preact/hooks';
import { melodyRange, moveIntoRange, pitchName } from '../../domain/vocalRange';
import { changeAndSay, song } from '../../state/song';
import { keptNumber } from '../../state/keptNumber';
import { t } from '../../text/text';
import { Menu } from '../shell/Menu';

// A2 to A4 holds most untrained voices; each singer sets their own once.
const voiceLow = keptNumber('amuse.voiceLow', 48);
const voiceHigh = keptNumber('amuse.voiceHigh', 69);

/** Moves the song to where the singer's voice lies. */
export function RangeMenu() {
  return <Menu label={t('song.range')}>{(close) => <RangePanel onDone={close} />}</Menu>;
}

function RangePanel({ onDone }: { onDone: () => void }) {
  const sung = melodyRange(song.value);
  const [low, setLow] = useState(sung?.low ?? 55);
  const [high, setHigh] = useState(sung?.high ?? 72);
  const { semitones, fits } = moveIntoRange({ low, high }, { low: voiceLow.value, high: voiceHigh.value });
  const move = (): void => {
    changeAndSay([{ op: 'transposeSong', semitones }], t('song.did.range', { steps: semitones > 0 ? `+${semitones}` : semitones }));
    onDone();
  };
  return (
    <div class="panel-form">
      <p class="small">{t('song.rangeMine')}</p>
      <PitchField label={t('song.lowest')} value={voiceLow.value} onChange={(pitch) => { voiceLow.value = pitch; }} />
      <PitchField label={t('song.highest')} value={voiceHigh.value} onChange={(pitch) => { voiceHigh.value = pitch; }} />
      <p class="small">{t(sung ? 'song.rangeMelody' : 'song.rangeTune')}</p>
      <PitchField label={t('song.lowest')} value={low} onChange={setLow} />
      <PitchField label={t('song.highest')} value={high} onChange={setHigh} />
      <p class="small soft" role="status">{low > high || voiceLow.value > voiceHigh.value ? t('song.rangeOrder') : fits ? t('song.rangeFits') : t('song.rangeWide')}</p>
      <button type="button" class="button primary" disabled={semitones === 0 || low > high || voiceLow.value > voiceHigh.value} onClick={move}>
        {semitones === 0 ? t('song.rangeThere') : t('song.rangeMove', { steps: semitones > 0 ? `+${semitones}` : semitones })}
      </button>
    </div>
  );
}

function PitchField({ label, value, onChange }: { label: string; value: number; onChange: (pitch: number) => void }) {
  return (
    <label>{label}
      <select class="field" value={value} onChange={(event) => onChange(Number(event.currentTarget.value))}>
        {Array.from({ length: 61 }, (_, index) => 33 + index).map((pitch) => <option key={pitch} value={pitch}>{pitchName(pitch)}</option>)}
      </select>
    </label>
  );
}
