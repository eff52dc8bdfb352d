import { move, settle, strips, toggleSolo } from '../../state/mix';
import { volume } from '../../state/sound_settings';
import { channels, type Channel } from '../../sound/score';
import { t } from '../../text/text';
import { Menu } from '../shell/Menu';
import { Slider } from './Slider';

const lowest = -30;
const highest = 6;

/** A strip a track: level, place, mute, alone; and the volume of all. */
export function Mixer() {
  return (
    <Menu label={t('sound.mixer')} icon="mixer" align="right" class="up mixer-menu">
      {() => (
        <div class="mixer">
          {channels.map((channel) => <StripRow key={channel} channel={channel} />)}
          <Slider label={t('sound.volume')} min={0} max={1} step={0.01} value={volume.value} says={t('sound.swingPercent', { percent: Math.round(volume.value * 100) })}
            onMove={(value) => { volume.value = value; }} onSettle={(value) => { volume.value = value; }} />
        </div>
      )}
    </Menu>
  );
}

function StripRow({ channel }: { channel: Channel }) {
  const { gainDb, pan, muted, solo } = strips.value[channel];
  const track = t(`sound.track.${channel}`);
  const label = t('sound.did.mix', { track });
  return (
    <div class="strip-row" role="group" aria-label={track}>
      <span class="strip-track">{track}</span>
      <button type="button" class="button small toggle" aria-pressed={muted} aria-label={t('sound.mute', { track })} title={t('sound.mute', { track })}
        onClick={() => settle(channel, { muted: !muted }, label)}>M</button>
      <button type="button" class="button small toggle" aria-pressed={solo} aria-label={t('sound.solo', { track })} title={t('sound.solo', { track })}
        onClick={() => toggleSolo(channel)}>S</button>
      <Slider label={t('sound.level', { track })} hideLabel min={lowest} max={highest} step={1} value={gainDb} says={t('sound.db', { db: Math.round(gainDb) })}
        onMove={(value) => move(channel, { gainDb: value })} onSettle={(value) => settle(channel, { gainDb: value }, label)} />
      <Slider label={t('sound.pan', { track })} hideLabel class="pan" min={-1} max={1} step={0.1} value={pan}
        onMove={(value) => move(channel, { pan: value })} onSettle={(value) => settle(channel, { pan: value }, label)} />
    </div>
  );
}
