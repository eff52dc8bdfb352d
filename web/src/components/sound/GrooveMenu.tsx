import { useEffect, useState } from 'preact/hooks';
import type { GrooveInfo } from '../../api/types';
import { askForGrooves, grooves } from '../../state/grooves';
import { heardGroove } from '../../state/player';
import { song } from '../../state/song';
import { setStyle } from '../../state/style';
import { grooveNamesKo } from '../../text/groove_names_ko';
import { language, t } from '../../text/text';
import { Menu, MenuItem } from '../shell/Menu';
import { Slider } from './Slider';

const feels = ['half', 'normal', 'double'] as const;

function nameOf(groove: GrooveInfo | undefined, name: string): string {
  if (name === 'auto') return t('sound.grooveAuto');
  if (name === 'plain') return t('sound.groovePlain');
  const translated = language.value === 'ko' ? grooveNamesKo[name] : undefined;
  return translated ?? groove?.title ?? name;
}
const titleOf = (name: string): string => nameOf(grooves.value.find((one) => one.name === name), name);

/** How the song is played: groove, half and double time, swing, energy, number of notes. */
export function GrooveMenu() {
  useEffect(askForGrooves, []);
  const { groove } = song.value.style;
  const label = groove === 'auto' && heardGroove.value ? titleOf(heardGroove.value) : titleOf(groove);
  return (
    <Menu label={`${t('sound.groove')}: ${label}`} class="up groove-menu">
      {() => <div class="groove-panel"><GrooveList /><Feel /></div>}
    </Menu>
  );
}

function GrooveList() {
  const [words, setWords] = useState('');
  const { groove } = song.value.style;
  const matches = (one: GrooveInfo): boolean => `${one.name} ${one.title} ${nameOf(one, one.name)}`.toLowerCase().includes(words.trim().toLowerCase());
  return (
    <div class="groove-list">
      <input class="field" type="search" aria-label={t('sound.grooveSearch')} placeholder={t('sound.grooveSearch')} value={words} onInput={(event) => setWords(event.currentTarget.value)} />
      <div class="groove-names">
        {grooves.value.filter(matches).map((one) => (
          <MenuItem key={one.name} checked={one.name === groove}
            onClick={() => setStyle({ groove: one.name }, t('sound.did.groove', { groove: nameOf(one, one.name) }))}>
            {nameOf(one, one.name)}
            {one.name === 'auto' && heardGroove.value ? <span class="soft small"> {t('sound.grooveNow', { groove: titleOf(heardGroove.value) })}</span> : null}
          </MenuItem>
        ))}
      </div>
    </div>
  );
}

function Feel() {
  const { feel, swing, energy, density } = song.value.style;
  return (
    <div class="groove-feel">
      <div class="segments" role="group" aria-label={t('sound.feel')}>
        {feels.map((one) => (
          <button type="button" key={one} class="button small" aria-pressed={feel === one}
            onClick={() => setStyle({ feel: one }, t('sound.did.feel', { feel: t(`sound.feel.${one}`) }))}>{t(`sound.feel.${one}`)}</button>
        ))}
      </div>
      <Slider label={t('sound.swing')} min={0} max={1} step={0.05} value={swing < 0 ? 0 : swing} says={swingWords(swing)}
        onSettle={(value) => setStyle({ swing: value }, t('sound.did.swing'))} />
      {swing >= 0 ? (
        <button type="button" class="button quiet small" onClick={() => setStyle({ swing: -1 }, t('sound.did.swing'))}>{t('sound.swingReset')}</button>
      ) : null}
      <Slider label={t('sound.energy')} min={0} max={1} step={0.05} value={energy} low={t('sound.energyLow')} high={t('sound.energyHigh')}
        onSettle={(value) => setStyle({ energy: value }, t('sound.did.energy'))} />
      <Slider label={t('sound.density')} min={0} max={1} step={0.05} value={density} low={t('sound.densityLow')} high={t('sound.densityHigh')}
        onSettle={(value) => setStyle({ density: value }, t('sound.did.density'))} />
    </div>
  );
}

function swingWords(swing: number): string {
  if (swing < 0) return t('sound.swingGroove');
  return swing === 0 ? t('sound.swingStraight') : t('sound.swingPercent', { percent: Math.round(swing * 100) });
}
