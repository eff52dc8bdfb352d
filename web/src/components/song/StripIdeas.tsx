import { dials } from '../../state/dials';
import type { Card } from '../../state/cards';
import { announceCards } from '../../state/flow';
import { chosen } from '../../state/songView';
import { hasSilentBar, metreOf } from '../../state/stretch';
import { song } from '../../state/song';
import { askChord, askInSong } from '../../state/suggestions';
import { view } from '../../state/view';
import { t } from '../../text/text';
import { Menu, MenuItem } from '../shell/Menu';

/** How far "darker" and "brighter" turn the dial; it stays there to be seen and turned back. */
const kTurn = 0.6;

/** Ideas asked for what is chosen, where the hand is; the cards come among the ideas. */
export function StripIdeas() {
  const now = chosen.value;
  if (!now || now.part.chords.length === 0) return null;
  const { part, chords } = now;
  const [chord] = chords;
  const ask = (asking: () => Promise<readonly Card[]>): void => {
    view.value = 'ideas';
    void asking().then(announceCards);
  };
  const turned = (brightness: number) => (): Promise<readonly Card[]> => {
    dials.value = { ...dials.value, brightness };
    return askInSong('more');
  };
  return (
    <Menu label={t('song.ideas')} class="up strip-ideas">
      {(close) => {
        const item = (words: string, asking: () => Promise<readonly Card[]>) => <MenuItem onClick={() => { close(); ask(asking); }}>{words}</MenuItem>;
        return (
          <>
            {chord ? item(t('song.ideas.other'), () => askInSong('more')) : null}
            {chord ? item(t('song.ideas.darker'), turned(-kTurn)) : null}
            {chord ? item(t('song.ideas.brighter'), turned(kTurn)) : null}
            {chord ? item(t('song.ideas.vary'), () => askInSong('vary')) : null}
            {chord && chords.length === 1 && !chord.locked ? item(t('song.ideas.chord', { chord: chord.symbol }), () => askChord(part, chord)) : null}
            {hasSilentBar(part, metreOf(song.value, part).bar) ? item(t('song.ideas.fill'), () => askInSong('fill')) : null}
            {item(t('song.ideas.continue'), () => askInSong('continue'))}
            {item(t('song.ideas.contrast'), () => askInSong('contrast'))}
          </>
        );
      }}
    </Menu>
  );
}

/** Opens it by key. */
export function openStripIdeas(): void {
  document.querySelector<HTMLElement>('.strip-ideas > button')?.click();
}
