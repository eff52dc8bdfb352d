import { easiestCapo } from '../../domain/capo';
import { noteText, makeKey, pitchClassOf } from '../../domain/notes';
import { keyAt } from '../../domain/timeline';
import { change, song } from '../../state/song';
import { naming, type Naming } from '../../state/songView';
import { isSilent } from '../../state/stretch';
import { t } from '../../text/text';
import { Menu, MenuItem } from '../shell/Menu';
import { KeyMenu } from './KeyMenu';
import { RangeMenu } from './RangeMenu';

const meters = ['4/4', '3/4', '2/4', '6/8', '12/8', '5/4', '7/8', '2/2'];
const namings: Naming[] = ['names', 'romans', 'nashville'];

/** What holds for the whole song: key, metre, capo, and how chords are named. */
export function SongHead() {
  const meter = song.value.meterMap[0]?.meter ?? '4/4';
  return (
    <div class="song-head" role="group" aria-label={t('song.head')}>
      <KeyMenu />
      <label class="inline">
        <span class="soft small">{t('song.meter')}</span>
        <select class="field bare" value={meter} onChange={(event) => setMeter(event.currentTarget)}>
          {(meters.includes(meter) ? meters : [meter, ...meters]).map((one) => <option key={one} value={one}>{one}</option>)}
        </select>
      </label>
      <CapoMenu />
      <RangeMenu />
      <fieldset class="segments" aria-label={t('song.naming')}>
        {namings.map((one) => (
          <button type="button" key={one} class="button small" aria-pressed={naming.value === one} onClick={() => { naming.value = one; }}>{t(`song.naming.${one}`)}</button>
        ))}
      </fieldset>
    </div>
  );
}

function setMeter(select: HTMLSelectElement): void {
  const before = song.value.meterMap[0]?.meter ?? '4/4';
  // Refused where chords would no longer fit; then the old one is shown again.
  if (!change([{ op: 'setMeter', at: 0, meter: select.value }], t('song.did.meter', { meter: select.value }))) select.value = before;
}

function CapoMenu() {
  const { capo } = song.value;
  return <Menu label={capo === 0 ? t('song.noCapo') : t('song.capoAt', { fret: capo })}>{(close) => <CapoList onDone={close} />}</Menu>;
}

function CapoList({ onDone }: { onDone: () => void }) {
  const { capo } = song.value;
  const key = keyAt(song.value, 0);
  const best = easiestCapo(song.value, key);
  const set = (fret: number): void => { change([{ op: 'setCapo', capo: fret }], t('song.did.capo', { fret })); };
  return (
    <div class="capo-list">
      {Array.from({ length: 12 }, (_, fret) => (
        <MenuItem key={fret} checked={fret === capo} onClick={() => { set(fret); onDone(); }}>
          {fret === 0 ? t('song.noCapo') : t('song.capoShapes', { fret, key: noteText(makeKey(pitchClassOf(key.tonic) - fret, key.mode).tonic) })}
          {fret === best && !isSilent(song.value) ? <span class="soft"> {t('song.easiest')}</span> : null}
        </MenuItem>
      ))}
      <p class="soft small">{t('song.capoHint')}</p>
    </div>
  );
}
